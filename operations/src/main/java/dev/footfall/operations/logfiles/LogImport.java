package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.operations.topics.PartitionRecord;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Imports a log into empty topics, marked as half restored meanwhile; an interrupted import resumes by counts. */
public final class LogImport {
    private final Path file;
    private final LogFileContents contents;

    /** Empty {@code replicationFactor}: the cluster's default; {@code isAlone}: nothing else uses this Kafka. */
    public record Target(Map<String, String> kafka, Topics log, Optional<Short> replicationFactor, boolean isAlone) {
        public Target {
            kafka = Map.copyOf(kafka);
        }
    }

    /** Fails unless it is a whole exported log. */
    public LogImport(Path file, ReadProgress progress) {
        this.file = file;
        this.contents = LogFileContents.read(file, progress);
    }

    /** Returns the number of records written; 0 if all were there already. Fails if it cannot be restored. */
    public long into(Target target, ReadProgress progress) {
        var topics = new TopicAdmin(target.kafka(), target.log());
        makeTopics(target, topics);
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(target.kafka()))) {
            var marks = new RestoredLog(admin, target.kafka(), target.log());
            requireNobodyCounts(target, marks);
            Map<TopicPartition, RestoredPartition> found =
                    marks.marks().stream().collect(Collectors.toMap(LogImport::place, Function.identity()));
            Map<TopicPartition, Long> begins = begins(target, found);
            List<RestoredPartition> wanted = marks(topics.existing(), begins);
            ImportedRecords present = present(target, wanted, found, begins);
            long missing = contents.sizes().records() - present.total();
            try (var writer = new RestoredWriter(target.kafka())) {
                if (missing > 0) writer.mark(target.log().name(TopicSpec.RESTORED), wanted);
                writeBeginnings(present, writer);
                write(present, missing, writer, progress);
                requireNobodyCounts(target, marks);
                writer.flush();
                removeBeginnings(target, admin);
                writer.mark(
                        target.log().name(TopicSpec.RESTORED),
                        wanted.stream().map(RestoredPartition::completed).toList());
            }
            return missing;
        }
    }

    public TopicSizes sizes() {
        return contents.sizes();
    }

    private void makeTopics(Target target, TopicAdmin topics) {
        Map<String, TopicDescription> existing = topics.existing();
        List<Topic> moved = contents.log().topics().keySet().stream()
                .map(name -> known(name, target.log()))
                .toList();
        int ofRepositories = 1;
        for (Topic topic : moved) {
            int partitions = partitions(topic);
            if (topic.spec().isPartitioned()) ofRepositories = partitions;
            TopicDescription found = existing.get(topic.name());
            if (found != null && found.partitions().size() != partitions) {
                throw new IllegalStateException("topic " + topic.name() + " has "
                        + found.partitions().size() + " partitions, and the exported log has " + partitions
                        + ": delete the topic, or name another Kafka");
            }
        }
        if (moved.stream().anyMatch(topic -> topic.spec().isPartitioned()))
            topics.ensure(ofRepositories, target.replicationFactor());
        topics.ensure(moved, ofRepositories, target.replicationFactor());
        topics.ensure(TopicSpec.RESTORED, 1, target.replicationFactor());
    }

    private Topic known(String name, Topics log) {
        return log.those(TopicSpec::isExported).stream()
                .filter(topic -> topic.name().equals(name))
                .findAny()
                .orElseThrow(() -> BadLogFile.ofLaterRelease(file, "the topic " + name));
    }

    /** The number of a topic's partitions, which the others that are partitioned by repository have as well. */
    private int partitions(Topic topic) {
        Map<String, Integer> all = contents.log().topics();
        int partitions = Objects.requireNonNull(all.get(topic.name()));
        int expected = topic.spec().isPartitioned() ? Collections.max(all.values()) : 1;
        if (partitions == expected) return partitions;
        throw new BadLogFile(file, "has " + partitions + " partitions of " + topic.name() + " instead of " + expected);
    }

    private List<RestoredPartition> marks(Map<String, TopicDescription> topics, Map<TopicPartition, Long> begins) {
        return contents.log().partitions().stream()
                .map(partition -> new RestoredPartition(
                        partition.topic(),
                        partition.partition(),
                        Objects.requireNonNull(topics.get(partition.topic()))
                                .topicId()
                                .toString(),
                        contents.log().id(),
                        begins.getOrDefault(partition.place(), 0L) + records(partition.place()),
                        false))
                .toList();
    }

    private static void requireNobodyCounts(Target target, RestoredLog marks) {
        if (target.isAlone() || !marks.isBeingCounted()) return;
        throw new IllegalStateException(
                "a node counts this log, or has stopped less than a minute ago: stop every 'footfall serve', and try again");
    }

    private long records(TopicPartition place) {
        return Objects.requireNonNull(contents.records().get(place));
    }

    private ImportedRecords present(
            Target target,
            List<RestoredPartition> wanted,
            Map<TopicPartition, RestoredPartition> found,
            Map<TopicPartition, Long> begins) {
        var present = new ImportedRecords(begins, states(target));
        try (var reader = PartitionReader.ofAll(target.kafka())) {
            for (RestoredPartition mark : wanted) {
                present.find(mark, Optional.ofNullable(found.get(place(mark))), reader);
            }
        }
        return present;
    }

    private static TopicPartition states(Target target) {
        return new TopicPartition(target.log().name(TopicSpec.STATES), 0);
    }

    /** The offsets of the first records; decisions come after what the topics noted when they were made. */
    private Map<TopicPartition, Long> begins(Target target, Map<TopicPartition, RestoredPartition> found) {
        Map<TopicPartition, Long> begins = new HashMap<>(begins());
        TopicPartition states = states(target);
        if (!contents.records().containsKey(states)) return begins;
        RestoredPartition mark = found.get(states);
        begins.put(states, mark == null ? noted(target, states) : mark.end() - records(states));
        return begins;
    }

    /** The end of a topic that has nothing but numbers of partitions; 0 if it has more. */
    private static long noted(Target target, TopicPartition states) {
        try (var reader = PartitionReader.ofAll(target.kafka())) {
            OffsetRange range = reader.partition(states);
            var hasOthers = new boolean[1];
            reader.read(range, (records, next) -> {
                if (!records.stream().allMatch(PartitionRecord::isOne)) hasOthers[0] = true;
            });
            return hasOthers[0] ? 0 : range.end();
        }
    }

    private static TopicPartition place(RestoredPartition mark) {
        return new TopicPartition(mark.topic(), mark.partition());
    }

    private Map<TopicPartition, Long> begins() {
        return contents.log().partitions().stream()
                .collect(Collectors.toMap(OffsetRange::place, contents.log()::begin));
    }

    /** Writes placeholders, deleted later, for the events that sealed days replace. */
    private void writeBeginnings(ImportedRecords present, RestoredWriter writer) {
        begins().forEach((place, begin) -> {
            if (begin == 0 || !present.isEmpty(place)) return;
            writer.append(new ConsumerRecord<>(place.topic(), place.partition(), 0, null, null), 0);
        });
    }

    private void removeBeginnings(Target target, Admin admin) {
        Map<TopicPartition, RecordsToDelete> deleted = begins().entrySet().stream()
                .filter(place -> place.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, place -> RecordsToDelete.beforeOffset(place.getValue())));
        AdminAnswers.of(target.kafka()).await(admin.deleteRecords(deleted).all());
    }

    private void write(ImportedRecords present, long missing, RestoredWriter writer, ReadProgress progress) {
        Map<TopicPartition, Long> next = new HashMap<>();
        var written = new long[1];
        try (var reader = new LogFileReader(file)) {
            reader.forEach(exported -> {
                ConsumerRecord<byte[], byte[]> record = contents.offsets().restored(exported);
                var place = new TopicPartition(record.topic(), record.partition());
                long offset = next.merge(place, present.begin(place), (before, begin) -> before + 1);
                if (present.has(record, offset)) return;
                writer.append(record, offset);
                progress.show(++written[0], missing, written[0]);
            });
        }
    }
}
