package dev.footfall.queryapi.states;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.rollup.ClassCounts;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.ClassDay;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A repository's day in two states.
 *
 * @param before its row in the one; nothing where it has none
 * @param after its row in the other
 */
public record DayChange(RepoId repo, LocalDate date, ClassDay before, ClassDay after) {
    static DayChange of(RepoId repo, LocalDate date, Optional<ClassDay> before, Optional<ClassDay> after) {
        var none = new ClassDay(new RepositoryDay(date, DailyCounts.ZERO, Map.of()), ClassCounts.NONE);
        return new DayChange(repo, date, before.orElse(none), after.orElse(none));
    }

    /** True if the two rows differ in anything that they count. How they came about is nothing. */
    public boolean isChanged() {
        return !before.classes().equals(after.classes())
                || !before.counts().counts().equals(after.counts().counts())
                || !before.counts().excluded().equals(after.counts().excluded());
    }

    /** The numbers of the one. */
    public StateTotals totalsBefore() {
        return StateTotals.of(before);
    }

    /** The numbers of the other. */
    public StateTotals totalsAfter() {
        return StateTotals.of(after);
    }
}
