package dev.footfall.standalone.logfiles;

import dev.footfall.aggregator.RestoredLog;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topics;
import dev.footfall.standalone.broker.TopicAdmin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The import of an exported log into topics that have nothing else. Before the first record its partitions are marked as
 * half restored, so that nothing counts them, and after the last one as restored. An import that was interrupted goes on
 * where it ended: how many records a partition has tells which one is next.
 */
public final class LogImport {
    private final Path file;
    private final LogContents contents;

    /**
     * The Kafka that receives a log.
     *
     * @param kafka Kafka client settings, {@code bootstrap.servers} among them
     * @param replicationFactor the copies of topics that are made; empty for the cluster's default
     * @param isAlone nothing else uses this Kafka
     */
    public record Target(Map<String, String> kafka, Topics log, Optional<Short> replicationFactor, boolean isAlone) {
        public Target {
            kafka = Map.copyOf(kafka);
        }
    }

    /**
     * An import that has not begun, of a file that was read to its end.
     *
     * @param progress hears how far the file is read
     * @throws BadLogFile if it is not a whole exported log
     */
    public LogImport(Path file, MoveProgress progress) {
        this.file = file;
        this.contents = LogContents.read(file, progress);
    }

    /**
     * Restores the log.
     *
     * @param progress hears how much is restored
     * @return the number of records that were written; 0 if all were there
     * @throws IllegalStateException if it cannot be restored there
     */
    public long into(Target target, MoveProgress progress) {
        var topics = new TopicAdmin(target.kafka(), target.log());
        makeTopics(target, topics);
        List<RestoredPartition> wanted = marks(topics.existing());
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(target.kafka()))) {
            var marks = new RestoredLog(admin, target.kafka(), target.log());
            requireNobodyCounts(target, marks);
            PresentRecords present = present(target, wanted, marks.marks());
            long missing = contents.total() - present.total();
            try (var writer = new RestoredWriter(target.kafka())) {
                if (missing > 0) writer.mark(target.log().restored(), wanted);
                write(present, missing, writer, progress);
                requireNobodyCounts(target, marks);
                writer.mark(
                        target.log().restored(),
                        wanted.stream().map(RestoredPartition::completed).toList());
            }
            return missing;
        }
    }

    private void makeTopics(Target target, TopicAdmin topics) {
        Map<String, TopicDescription> existing = topics.existing();
        contents.log().topics().forEach((topic, partitions) -> {
            if (!target.log().moved().contains(topic)) {
                throw new IllegalStateException("the exported log has the topic " + topic + ", and not only "
                        + String.join(", ", target.log().moved()));
            }
            TopicDescription found = existing.get(topic);
            if (found != null && found.partitions().size() != partitions) {
                throw new IllegalStateException("topic " + topic + " has "
                        + found.partitions().size() + " partitions, and the exported log has " + partitions
                        + ": delete the topic, or name another Kafka");
            }
        });
        int partitions = contents.log().topics().values().iterator().next();
        topics.ensure(partitions, target.replicationFactor());
        topics.ensureMarks(target.replicationFactor());
    }

    private List<RestoredPartition> marks(Map<String, TopicDescription> topics) {
        return contents.log().partitions().stream()
                .map(partition -> new RestoredPartition(
                        partition.topic(),
                        partition.partition(),
                        Objects.requireNonNull(topics.get(partition.topic()))
                                .topicId()
                                .toString(),
                        contents.log().id(),
                        Objects.requireNonNull(contents.records().get(partition.place())),
                        false))
                .toList();
    }

    private static void requireNobodyCounts(Target target, RestoredLog marks) {
        if (target.isAlone() || !marks.isBeingCounted()) return;
        throw new IllegalStateException(
                "a node counts this log, or has stopped less than a minute ago: stop every 'footfall serve', and try again");
    }

    private static PresentRecords present(
            Target target, List<RestoredPartition> wanted, List<RestoredPartition> found) {
        Map<TopicPartition, RestoredPartition> marks =
                found.stream().collect(Collectors.toMap(LogImport::place, Function.identity()));
        var present = new PresentRecords();
        try (var reader = PartitionReader.ofAll(target.kafka())) {
            for (RestoredPartition mark : wanted) {
                present.find(mark, Optional.ofNullable(marks.get(place(mark))), reader);
            }
        }
        return present;
    }

    private static TopicPartition place(RestoredPartition mark) {
        return new TopicPartition(mark.topic(), mark.partition());
    }

    private void write(PresentRecords present, long missing, RestoredWriter writer, MoveProgress progress) {
        Map<TopicPartition, Long> read = new HashMap<>();
        var written = new long[1];
        try (var reader = new LogFileReader(file)) {
            reader.forEach(record -> {
                long index = read.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum) - 1;
                if (present.has(record, index)) return;
                writer.append(record, index);
                progress.show(++written[0], missing, written[0]);
            });
        }
    }
}
