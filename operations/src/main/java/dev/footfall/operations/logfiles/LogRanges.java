package dev.footfall.operations.logfiles;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The ends, of one moment for topics written together: sealed days before the events they stand for go. */
public record LogRanges(PartitionReader committed, PartitionReader all, Topics log) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Registrations take effect once they are in the log, even of an aborted transaction. */
    public PartitionReader reader(String topic) {
        return topic.equals(log.name(TopicSpec.REPOSITORIES)) ? all : committed;
    }

    /** Fails if something is being written together all the time. */
    public List<OffsetRange> of(List<Topic> topics) {
        List<String> names = topics.stream().map(Topic::name).toList();
        Set<String> together =
                Set.of(log.name(TopicSpec.STATES), log.name(TopicSpec.CORRECTIONS), log.name(TopicSpec.SEALED_DAYS));
        List<String> guarded = names.stream().filter(together::contains).toList();
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpNanos) {
            List<OffsetRange> before = ends(guarded);
            var ranges = new ArrayList<OffsetRange>();
            for (String name : names) ranges.addAll(reader(name).partitions(name));
            boolean isOpen = guarded.stream()
                    .anyMatch(name -> !committed.partitions(name).equals(all.partitions(name)));
            if (!isOpen && before.equals(ends(guarded))) return ranges;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException(
                "a decision about states or a sealing of days is in progress: export the log when it is done");
    }

    private List<OffsetRange> ends(List<String> names) {
        return names.stream()
                .flatMap(name -> committed.partitions(name).stream())
                .toList();
    }
}
