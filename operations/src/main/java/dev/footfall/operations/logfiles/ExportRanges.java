package dev.footfall.operations.logfiles;

import dev.footfall.events.Topic;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The offsets of an export, of one moment for topics that are written together: decisions and corrections in one transaction,
 * sealed days before the events that they stand for are deleted.
 *
 * @param committed a reader of what is committed
 * @param all a reader of all
 */
record ExportRanges(PartitionReader committed, PartitionReader all, Topics log) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The reader that takes of a topic what the counting takes of it. */
    PartitionReader reader(String topic) {
        return topic.equals(log.repositories()) ? all : committed;
    }

    /**
     * The partitions of topics, in their order.
     *
     * @throws IllegalStateException if something is being written together all the time
     */
    List<ExportedPartition> of(List<Topic> topics) {
        List<String> names = topics.stream().map(Topic::name).toList();
        Set<String> together = Set.of(log.states(), log.corrections(), log.sealedDays());
        List<String> guarded = names.stream().filter(together::contains).toList();
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpNanos) {
            List<ExportedPartition> before = ends(guarded);
            var ranges = new ArrayList<ExportedPartition>();
            for (String name : names) ranges.addAll(reader(name).partitions(name));
            boolean isOpen = guarded.stream()
                    .anyMatch(name -> !committed.partitions(name).equals(all.partitions(name)));
            if (!isOpen && before.equals(ends(guarded))) return ranges;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException(
                "states are being decided on, or days are being sealed: export the log when that is done");
    }

    private List<ExportedPartition> ends(List<String> names) {
        return names.stream()
                .flatMap(name -> committed.partitions(name).stream())
                .toList();
    }
}
