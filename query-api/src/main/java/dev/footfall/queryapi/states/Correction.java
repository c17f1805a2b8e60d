package dev.footfall.queryapi.states;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.states.StateDiff.DayChange;
import dev.footfall.queryapi.states.States.CountedState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A published change: from one moment on, numbers are those of another state. Numbered from 1 on, without a gap. {@code publicChange}
 * is the part of repositories that everybody saw then; what earlier versions made has none, and was shown whole.
 */
public record Correction(
        int number, Instant at, Side from, Side to, String reason, Change change, Optional<Change> publicChange) {
    /** As it is shown to everybody but administrators. */
    public Correction published() {
        return new Correction(number, at, from, to, reason, publicChange.orElse(change), publicChange);
    }

    public record Side(String state, String rules) {
        static Side of(CountedState state) {
            return new Side(state.name(), state.rules().id());
        }
    }

    /** {@code days} counts the days of repositories that differ; {@code first} is empty if nothing differs. */
    public record Change(
            long days, Optional<LocalDate> first, Optional<LocalDate> last, StateTotals before, StateTotals after) {
        public static final Change NONE =
                new Change(0, Optional.empty(), Optional.empty(), StateTotals.ZERO, StateTotals.ZERO);

        public Change and(DayChange day) {
            StateTotals sumBefore = before.plus(day.totalsBefore());
            StateTotals sumAfter = after.plus(day.totalsAfter());
            if (!day.isChanged()) return new Change(days, first, last, sumBefore, sumAfter);
            Optional<LocalDate> earliest = first.filter(day.date()::isAfter).or(() -> Optional.of(day.date()));
            Optional<LocalDate> latest = last.filter(day.date()::isBefore).or(() -> Optional.of(day.date()));
            return new Change(days + 1, earliest, latest, sumBefore, sumAfter);
        }
    }

    public static Correction of(
            int number,
            Instant at,
            CountedState from,
            CountedState to,
            String reason,
            Change change,
            Change publicChange) {
        return new Correction(number, at, Side.of(from), Side.of(to), reason, change, Optional.of(publicChange));
    }

    /** {@code bytes} is at most {@link Long#MAX_VALUE}. */
    public record StateTotals(long downloads, long authenticated, long files, long bytes, long excluded) {
        public static final StateTotals ZERO = new StateTotals(0, 0, 0, 0, 0);

        static StateTotals of(ClassDay day) {
            DailyCounts counts = day.counts().counts();
            long excluded = day.counts().excluded().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new StateTotals(
                    counts.downloads(), counts.authenticated(), counts.files(), counts.bytes(), excluded);
        }

        public StateTotals plus(StateTotals other) {
            return new StateTotals(
                    downloads + other.downloads,
                    authenticated + other.authenticated,
                    files + other.files,
                    DailyCounts.saturatedSum(bytes, other.bytes),
                    excluded + other.excluded);
        }
    }
}
