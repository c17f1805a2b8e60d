package dev.footfall.archive;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.Topics;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The UTC days to count, inclusive; without one of them, from the first or to the last that there is.
 *
 * @param memory bytes of records of the log that wait in memory for their day; more wait on the disk
 */
public record RecountOptions(Topics log, RuleSet rules, Optional<LocalDate> from, Optional<LocalDate> to, int memory) {
    private static final int MEMORY = 64 << 20;

    public RecountOptions(Topics log, RuleSet rules, Optional<LocalDate> from, Optional<LocalDate> to) {
        this(log, rules, from, to, MEMORY);
    }

    public RecountOptions {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new IllegalArgumentException("the last day is " + to.get() + ", before the first, " + from.get());
        }
    }

    boolean has(LocalDate day) {
        return from.filter(day::isBefore).isEmpty() && to.filter(day::isAfter).isEmpty();
    }
}
