package dev.footfall.queryapi.states;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.RepositoryDay;
import java.time.LocalDate;
import java.util.Optional;

public record DayChange(RepoId repo, LocalDate date, ClassDay before, ClassDay after) {
    static DayChange of(RepoId repo, LocalDate date, Optional<ClassDay> before, Optional<ClassDay> after) {
        var none = ClassDay.of(RepositoryDay.empty(date));
        return new DayChange(repo, date, before.orElse(none), after.orElse(none));
    }

    public boolean isChanged() {
        return !before.classes().equals(after.classes())
                || !before.counts().counts().equals(after.counts().counts())
                || !before.counts().excluded().equals(after.counts().excluded());
    }

    public StateTotals totalsBefore() {
        return StateTotals.of(before);
    }

    public StateTotals totalsAfter() {
        return StateTotals.of(after);
    }
}
