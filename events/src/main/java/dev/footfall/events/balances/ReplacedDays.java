package dev.footfall.events.balances;

import dev.footfall.events.BalanceDays;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The days of a repository on which a balance takes the place of what was counted.
 *
 * @param before all days before it are; of none, 1970-01-01
 * @param days those from then on
 */
public record ReplacedDays(LocalDate before, Set<LocalDate> days) {
    static ReplacedDays of(Stream<BalanceDays> replacing) {
        LocalDate before = LocalDate.EPOCH;
        Set<LocalDate> days = new HashSet<>();
        for (BalanceDays about : (Iterable<BalanceDays>) replacing::iterator) {
            if (!about.isLump()) days.add(about.day());
            else if (about.day().isAfter(before)) before = about.day();
        }
        return new ReplacedDays(before, days);
    }

    public boolean contains(LocalDate date) {
        return date.isBefore(before) || days.contains(date);
    }

    public LocalDate first() {
        LocalDate none = last().plusDays(1);
        if (before.isAfter(LocalDate.EPOCH)) return LocalDate.EPOCH;
        return days.stream().min(LocalDate::compareTo).orElse(none);
    }

    /** Before the first if there are none. */
    public LocalDate last() {
        return days.stream()
                .filter(day -> !day.isBefore(before))
                .max(LocalDate::compareTo)
                .orElse(before.minusDays(1));
    }
}
