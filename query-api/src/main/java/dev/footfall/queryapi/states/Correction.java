package dev.footfall.queryapi.states;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.states.StateDiff.DayChange;
import dev.footfall.queryapi.states.States.CountedState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A published change of numbers: from one moment on they are those of another state.
 *
 * @param number from 1 on, without a gap
 * @param from the state that answered before
 * @param to the state that answers from then on
 * @param reason in the words of who decided
 */
public record Correction(int number, Instant at, Side from, Side to, String reason, Change change) {
    /**
     * One of the two states.
     *
     * @param rules the name and the digest of its rules
     */
    public record Side(String state, String rules) {
        static Side of(CountedState state) {
            return new Side(state.name(), state.rules().id());
        }
    }

    /**
     * The change in numbers, over all repositories.
     *
     * @param days the number of days of repositories that differ
     * @param first the first UTC day on which something differs; empty if nothing does
     * @param last the last one
     * @param before the sums of before, over all days
     * @param after the sums from then on
     */
    public record Change(
            long days, Optional<LocalDate> first, Optional<LocalDate> last, StateTotals before, StateTotals after) {
        public static final Change NONE =
                new Change(0, Optional.empty(), Optional.empty(), StateTotals.ZERO, StateTotals.ZERO);

        public Change and(DayChange day) {
            return and(day, day.totalsBefore(), day.totalsAfter());
        }

        Change and(DayChange day, StateTotals dayBefore, StateTotals dayAfter) {
            StateTotals sumBefore = before.plus(dayBefore);
            StateTotals sumAfter = after.plus(dayAfter);
            if (!day.isChanged()) return new Change(days, first, last, sumBefore, sumAfter);
            Optional<LocalDate> earliest = first.filter(day.date()::isAfter).or(() -> Optional.of(day.date()));
            Optional<LocalDate> latest = last.filter(day.date()::isBefore).or(() -> Optional.of(day.date()));
            return new Change(days + 1, earliest, latest, sumBefore, sumAfter);
        }
    }

    public static Correction of(
            int number, Instant at, CountedState from, CountedState to, String reason, Change change) {
        return new Correction(number, at, Side.of(from), Side.of(to), reason, change);
    }

    /**
     * The numbers of one day of a repository, or of many.
     *
     * @param downloads sessions
     * @param authenticated those of signed-in users
     * @param bytes that they sent; at most {@link Long#MAX_VALUE}
     */
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
