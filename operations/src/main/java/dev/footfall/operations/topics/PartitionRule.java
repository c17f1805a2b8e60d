package dev.footfall.operations.topics;

import dev.footfall.operations.topics.PartitionEvidence.PlacedKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A log keeps the number of partitions that it was made with. Kafka gives topics more of them by one command, and moves no
 * record: a repository would lie in two partitions, and each counts what belongs to it alone.
 */
record PartitionRule(PartitionEvidence evidence) {
    /** Oldest records that lie elsewhere prove another number; fewer may be of a producer with a partitioner of its own. */
    private static final int PROVEN = 3;

    /** Of topics that were just made. */
    LogPartitions begin(List<EnsuredTopic> topics) {
        int made = topics.get(0).partitions();
        evidence.record(made);
        return new LogPartitions(made);
    }

    /** Fails unless topics by repository have the number of partitions of their log, and {@code given} is that number. */
    LogPartitions check(List<EnsuredTopic> topics, OptionalInt given) {
        int made = made(topics);
        List<EnsuredTopic> others =
                topics.stream().filter(topic -> topic.partitions() != made).toList();
        if (!others.isEmpty()) throw grown(others, made);
        requireGiven(topics.get(0), given, made);
        return new LogPartitions(made);
    }

    /** As {@link #check}, for readers that leave out what the log was not made with, as long as that is empty. */
    LogPartitions checkToExport(List<EnsuredTopic> topics, OptionalInt given) {
        int made = made(topics);
        boolean hasLess = topics.stream().anyMatch(topic -> topic.partitions() < made);
        if (hasLess || !evidence.beyond(made).isEmpty()) return check(topics, given);
        return new LogPartitions(made);
    }

    private int made(List<EnsuredTopic> topics) {
        OptionalInt recorded = evidence.recorded();
        if (recorded.isPresent()) return recorded.getAsInt();
        int least = topics.stream().mapToInt(EnsuredTopic::partitions).min().orElseThrow();
        int most = topics.stream().mapToInt(EnsuredTopic::partitions).max().orElseThrow();
        int made = evidence.isUnused() ? least : provenNumber(least);
        if (made == least && least == most) evidence.record(made);
        return made;
    }

    private int provenNumber(int now) {
        OptionalInt counted = evidence.counted();
        if (counted.isPresent() && counted.getAsInt() != now) return counted.getAsInt();
        return before(evidence.oldest(), now).orElse(now);
    }

    /** The number of partitions before some were added; empty if the oldest records lie where they belong now. */
    static OptionalInt before(List<PlacedKey> oldest, int now) {
        for (int fewer = now - 1; fewer > 0; fewer--) {
            int partitions = fewer;
            long added = oldest.stream()
                    .filter(key -> key.partition() >= partitions)
                    .mapToLong(PlacedKey::timeMillis)
                    .min()
                    .orElse(Long.MAX_VALUE);
            List<PlacedKey> old = oldest.stream()
                    .filter(key -> key.partition() < partitions && key.timeMillis() < added)
                    .toList();
            long moved = old.stream()
                    .filter(key -> !key.isInPlaceOf(now))
                    .mapToInt(PlacedKey::hash)
                    .distinct()
                    .count();
            boolean isProven = moved >= (added == Long.MAX_VALUE ? 1 : PROVEN);
            if (isProven && old.stream().allMatch(key -> key.isInPlaceOf(partitions))) return OptionalInt.of(fewer);
        }
        return OptionalInt.empty();
    }

    private IllegalStateException grown(List<EnsuredTopic> others, int made) {
        String found = others.stream()
                .map(topic -> "topic " + topic.topic() + " has " + topic.partitions() + " partitions")
                .collect(Collectors.joining(", "));
        List<String> beyond = evidence.beyond(made);
        String rest = beyond.isEmpty()
                ? "the other partitions are empty: export the log ('footfall export-log' writes it as it was "
                        + "created), and import it into new topics"
                : "other partitions have records: " + String.join(", ", beyond)
                        + "; restore an earlier export into new topics";
        return new IllegalStateException(found + ", but the log was created with " + made
                + ", and a repository would be spread over two of them. Stop every ingest and producer; " + rest);
    }

    private static void requireGiven(EnsuredTopic topic, OptionalInt given, int made) {
        if (given.isEmpty() || given.getAsInt() == made) return;
        throw new IllegalStateException("topic " + topic.topic() + " has " + made
                + " partitions, the number its log was created with, but topics.partitions is " + given.getAsInt()
                + ": do not set it, since it applies only to new topics (for another number, import an "
                + "export under another topics.prefix)");
    }
}
