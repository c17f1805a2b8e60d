package dev.footfall.queryapi.states;

import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sums over the days of a {@link StateDiff}: of all, by type, by day, by reason, by class, and the repositories that moved
 * most. Its size depends on the number of days, not on that of repositories. Used by one thread.
 */
public final class DiffSums {
    private static final Comparator<RepositoryChange> MOST_MOVED =
            Comparator.comparingLong(RepositoryChange::move).reversed().thenComparing(RepositoryChange::repo);

    private final Map<RepoType, Pair> types = new EnumMap<>(RepoType.class);
    private final Map<LocalDate, Pair> days = new TreeMap<>();
    private final TopK<RepositoryChange> moved;
    private final Map<ExclusionReason, long[]> reasons = new EnumMap<>(ExclusionReason.class);
    private final Map<ClientClass, long[]> classes = new EnumMap<>(ClientClass.class);
    private StateChange change = StateChange.NONE;
    private Repositories repositories = new Repositories(0, 0, 0);
    private Optional<RepositoryChange> current = Optional.empty();

    public record Pair(StateTotals before, StateTotals after) {
        static final Pair ZERO = new Pair(StateTotals.ZERO, StateTotals.ZERO);

        Pair plus(Pair other) {
            return new Pair(before.plus(other.before), after.plus(other.after));
        }
    }

    public record RepositoryChange(RepoId repo, Pair totals, boolean isChanged) {
        long move() {
            return Math.abs(totals.after.downloads() - totals.before.downloads());
        }
    }

    /** {@code appeared} have downloads in the other state alone, {@code gone} none there any more. */
    public record Repositories(long changed, long appeared, long gone) {}

    public DiffSums(int most) {
        this.moved = new TopK<>(most, MOST_MOVED);
    }

    /** The days of a repository follow one another. */
    public void add(DayChange day) {
        var pair = new Pair(day.totalsBefore(), day.totalsAfter());
        change = change.and(day);
        types.merge(day.repo().type(), pair, Pair::plus);
        days.merge(day.date(), pair, Pair::plus);
        add(day.before(), 0);
        add(day.after(), 1);
        if (current.filter(moving -> moving.repo.equals(day.repo())).isEmpty()) endRepository();
        RepositoryChange sofar = current.orElseGet(() -> new RepositoryChange(day.repo(), Pair.ZERO, false));
        current = Optional.of(
                new RepositoryChange(day.repo(), sofar.totals.plus(pair), sofar.isChanged || day.isChanged()));
    }

    private void add(ClassDay day, int side) {
        day.counts().excluded().forEach((reason, events) -> sides(reasons, reason)[side] += events);
        day.classes().downloads().forEach((type, downloads) -> sides(classes, type)[side] += downloads);
    }

    private static <K> long[] sides(Map<K, long[]> kinds, K kind) {
        return kinds.computeIfAbsent(kind, any -> new long[2]);
    }

    private void endRepository() {
        current.filter(RepositoryChange::isChanged).ifPresent(ended -> {
            boolean wasThere = ended.totals.before.downloads() > 0;
            boolean isThere = ended.totals.after.downloads() > 0;
            repositories = new Repositories(
                    repositories.changed + 1,
                    repositories.appeared + (isThere && !wasThere ? 1 : 0),
                    repositories.gone + (wasThere && !isThere ? 1 : 0));
            moved.offer(ended);
        });
        current = Optional.empty();
    }

    public StateChange change() {
        return change;
    }

    public Repositories repositories() {
        endRepository();
        return repositories;
    }

    public List<RepositoryChange> moved() {
        endRepository();
        return moved.ranked();
    }

    public Map<RepoType, Pair> types() {
        return types;
    }

    public Map<LocalDate, Pair> days() {
        return days;
    }

    public long excluded(ExclusionReason reason, boolean isAfter) {
        return reasons.getOrDefault(reason, new long[2])[isAfter ? 1 : 0];
    }

    public long downloads(ClientClass type, boolean isAfter) {
        return classes.getOrDefault(type, new long[2])[isAfter ? 1 : 0];
    }
}
