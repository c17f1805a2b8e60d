package dev.footfall.aggregator.sealing;

import java.util.Optional;
import java.util.Set;

/** The sealed days of a log. A partition without its first records begins with them. Safe for many threads. */
@FunctionalInterface
public interface Seals {
    Seals NONE = partition -> Optional.empty();

    /** The sealed days of a partition that lacks records; empty if it lacks none, or nothing was sealed. */
    Optional<PartitionSeals> of(int partition);

    /** The first records of a partition that are gone and in no sealed day, in a sentence: nobody can count them again. */
    default Optional<String> loss(int partition) {
        return Optional.empty();
    }

    default Set<String> rulesOf(int partition) {
        Optional<PartitionSeals> found = of(partition);
        found.ifPresent(PartitionSeals::close);
        return found.map(PartitionSeals::rules).orElse(Set.of());
    }
}
