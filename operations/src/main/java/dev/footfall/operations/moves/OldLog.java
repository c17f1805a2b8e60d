package dev.footfall.operations.moves;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.LogRanges;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.topics.AdminAnswers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The log that is moved: its facts, while others are added. */
record OldLog(LogExport.Source source) {
    Topics log() {
        return source.log();
    }

    /** The topics that exist, in the order in which they are moved. Fails if days are sealed: they name offsets of the old partitions. */
    List<Topic> topics() {
        try (var reader = PartitionReader.ofCommitted(source.kafka())) {
            Topic sealed = log().topic(TopicSpec.SEALED_DAYS);
            boolean isSealed = reader.exists(sealed.name())
                    && reader.partitions(sealed.name()).stream().anyMatch(range -> range.end() > 0);
            if (isSealed)
                throw new IllegalStateException("days of the log " + log().prefix()
                        + " are sealed, and name offsets of its partitions: move it as a file, by 'footfall export-log' and"
                        + " 'footfall import-log'");
            return log().those(TopicSpec::isExported).stream()
                    .filter(topic -> !topic.equals(sealed) && reader.exists(topic.name()))
                    .toList();
        }
    }

    /** The topics up to their ends, of one moment for those that are written together. */
    List<OffsetRange> ranges(List<Topic> topics) {
        try (var committed = PartitionReader.ofCommitted(source.kafka());
                var all = PartitionReader.ofAll(source.kafka())) {
            return new LogRanges(committed, all, log())
                    .of(topics).stream().filter(this::isOfTheLog).toList();
        }
    }

    /** True unless a topic was given the partition since; those are empty. */
    private boolean isOfTheLog(OffsetRange range) {
        boolean isPartitioned = log().those(TopicSpec::isPartitioned).stream()
                .anyMatch(topic -> topic.name().equals(range.topic()));
        return !isPartitioned || range.partition() < source.partitions().number();
    }

    /** True if records were added since these ends, or a transaction is open. */
    boolean hasChangedSince(List<OffsetRange> ranges, List<Topic> topics) {
        try (var all = PartitionReader.ofAll(source.kafka())) {
            Map<TopicPartition, Long> now = topics.stream()
                    .flatMap(topic -> all.partitions(topic.name()).stream())
                    .filter(this::isOfTheLog)
                    .collect(Collectors.toMap(OffsetRange::place, OffsetRange::end));
            return !now.equals(ranges.stream().collect(Collectors.toMap(OffsetRange::place, OffsetRange::end)));
        }
    }

    /** The newest time at which a record was appended to one of these partitions; {@link Long#MIN_VALUE} if all are empty. */
    long newestMillis(List<OffsetRange> ranges) {
        Map<TopicPartition, OffsetSpec> asked =
                ranges.stream().collect(Collectors.toMap(OffsetRange::place, range -> OffsetSpec.maxTimestamp()));
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(source.kafka()))) {
            return AdminAnswers.of(source.kafka())
                    .await(admin.listOffsets(asked).all())
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .filter(millis -> millis >= 0)
                    .max()
                    .orElse(Long.MIN_VALUE);
        }
    }
}
