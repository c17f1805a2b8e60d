package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.operations.topics.PartitionRecord;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.file.Path;
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

/**
 * Imports a log into empty topics, marked as half restored meanwhile; an interrupted import resumes by counts. The topics may have
 * another prefix and another number of partitions than the exported ones.
 */
public final class LogImport {
    private final RestoredTopics wanted;
    private final LogFileContents contents;

    /** {@code isAlone}: nothing else uses this Kafka. */
    public record Target(Map<String, String> kafka, boolean isAlone) {
        public Target {
            kafka = Map.copyOf(kafka);
        }
    }

    /** Fails unless it is a whole exported log that can be laid out so. */
    public LogImport(Path file, RestoredTopics topics, ReadProgress progress) {
        this.wanted = topics;
        this.contents = LogFileContents.read(file, topics, progress);
        if (!contents.places().isSplit()) requireNoSealedDays();
    }

    /** They and the marks of partitions name offsets up to which a partition was counted: of one that has records of several, none does. */
    private void requireNoSealedDays() {
        boolean hasSealed = contents.log().partitions().stream()
                .filter(range -> TopicSpec.SEALED_DAYS.isNamed(range.topic()))
                .anyMatch(range -> contents.records(range.place()) > 0);
        if (!hasSealed) return;
        int before = contents.places().partitionsBefore();
        throw new IllegalStateException("days of this log are sealed, so its " + before
                + " partitions can only be split: set topics.partitions to a multiple of " + before + ", such as "
                + 2 * before + ", and not to " + contents.places().partitions());
    }

    /** Returns the number of records written; 0 if all were there already. Fails if it cannot be restored. */
    public long into(Target target, ReadProgress progress) {
        var topics = new TopicAdmin(target.kafka(), wanted.log());
        makeTopics(topics);
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(target.kafka()))) {
            var marks = new RestoredLog(admin, target.kafka(), wanted.log());
            requireNobodyCounts(target, marks);
            Map<TopicPartition, RestoredPartition> found =
                    marks.marks().stream().collect(Collectors.toMap(LogImport::place, Function.identity()));
            Map<TopicPartition, Long> begins = begins(target, found);
            List<RestoredPartition> expected = marks(topics.existing(), begins);
            ImportedRecords present = present(target, expected, found, begins);
            long missing = contents.sizes().records() - present.total();
            try (var writer = new RestoredWriter(target.kafka())) {
                if (missing > 0) writer.mark(wanted.log().name(TopicSpec.RESTORED), expected);
                writeBeginnings(present, writer);
                write(present, missing, writer, progress);
                requireNobodyCounts(target, marks);
                writer.flush();
                removeBeginnings(target, admin);
                writer.mark(
                        wanted.log().name(TopicSpec.RESTORED),
                        expected.stream().map(RestoredPartition::completed).toList());
            }
            return missing;
        }
    }

    public TopicSizes sizes() {
        return contents.sizes();
    }

    private void makeTopics(TopicAdmin topics) {
        Map<String, TopicDescription> existing = topics.existing();
        List<Topic> moved = contents.places().topics();
        int ofRepositories = contents.places().partitions();
        for (Topic topic : moved) {
            TopicDescription found = existing.get(topic.name());
            if (found != null) requireSame(topic, found.partitions().size());
        }
        if (moved.stream().anyMatch(topic -> topic.spec().isPartitioned()))
            topics.ensure(ofRepositories, wanted.replicationFactor());
        topics.ensure(moved, ofRepositories, wanted.replicationFactor());
        topics.ensure(TopicSpec.RESTORED, 1, wanted.replicationFactor());
    }

    private void requireSame(Topic topic, int found) {
        int needed = topic.spec().partitions(contents.places().partitions());
        if (found == needed) return;
        String origin = wanted.partitions().isPresent() ? "topics.partitions is " : "the exported log has ";
        throw new IllegalStateException(
                "topic " + topic.name() + " has " + found + " partitions, and " + origin + needed
                        + ": import with topics.partitions=" + found + ", delete the topics, or name another Kafka or"
                        + " topics.prefix");
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
                        begins.getOrDefault(partition.place(), 0L) + contents.records(partition.place()),
                        false))
                .toList();
    }

    private static void requireNobodyCounts(Target target, RestoredLog marks) {
        if (target.isAlone() || !marks.isBeingCounted()) return;
        throw new IllegalStateException(
                "a node counts this log, or has stopped less than a minute ago: stop every 'footfall serve', and try again");
    }

    private ImportedRecords present(
            Target target,
            List<RestoredPartition> expected,
            Map<TopicPartition, RestoredPartition> found,
            Map<TopicPartition, Long> begins) {
        var present = new ImportedRecords(begins, states());
        try (var reader = PartitionReader.ofAll(target.kafka())) {
            for (RestoredPartition mark : expected) {
                present.find(mark, Optional.ofNullable(found.get(place(mark))), reader);
            }
        }
        return present;
    }

    private TopicPartition states() {
        return new TopicPartition(wanted.log().name(TopicSpec.STATES), 0);
    }

    /** The offsets of the first records; decisions come after what the topics noted when they were made. */
    private Map<TopicPartition, Long> begins(Target target, Map<TopicPartition, RestoredPartition> found) {
        Map<TopicPartition, Long> begins = new HashMap<>(begins());
        TopicPartition states = states();
        if (!contents.has(states)) return begins;
        RestoredPartition mark = found.get(states);
        begins.put(states, mark == null ? noted(target, states) : mark.end() - contents.records(states));
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
        contents.forEach(record -> {
            var place = new TopicPartition(record.topic(), record.partition());
            long offset = next.merge(place, present.begin(place), (before, begin) -> before + 1);
            if (present.has(record, offset)) return;
            writer.append(record, offset);
            progress.show(++written[0], missing, written[0]);
        });
    }
}
