package dev.footfall.queryapi.route;

import dev.footfall.aggregator.counting.ArrivalsByOpenness.Openness;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The repositories that a caller may see, and the private ones among them: one look-up decides both. Used by one thread, for
 * one query.
 */
public record Access(Caller caller, LocalState state, Visibility visibility, Set<RepoId> seenPrivate) {
    public static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String reason) {
            super(reason);
        }
    }

    public boolean isVisible(RepoId repo) {
        Visibility.Sight sight = sight(repo);
        if (sight == Visibility.Sight.PRIVATE) seenPrivate.add(repo);
        else seenPrivate.remove(repo);
        return sight != Visibility.Sight.HIDDEN;
    }

    public Set<Openness> summed() {
        return visibility.summed(caller);
    }

    /** True if this repository was private when {@link #isVisible} last looked. */
    public boolean wasPrivate(RepoId repo) {
        return seenPrivate.contains(repo);
    }

    /** True if it is registered, or has counted events. Throws {@link Unknown} if that cannot be asked. */
    public boolean isKnown(RepoId repo) {
        return isVisible(repo) && (visibility.isRegistered(repo) || hasCounted(repo));
    }

    public <T> RowCursor<T> visible(RowCursor<T> rows) {
        return new VisibleRows<>(rows, this::isVisible);
    }

    private Visibility.Sight sight(RepoId repo) {
        try {
            return visibility.sight(repo, caller);
        } catch (IllegalStateException e) { // the port is not ready
            throw new Unknown("the registrations cannot be asked yet");
        }
    }

    private boolean hasCounted(RepoId repo) {
        return state.totals(repo)
                .fold(
                        found -> found.value().isPresent(),
                        notOwned -> {
                            throw new Unknown("the partition has just gone elsewhere");
                        },
                        notReady -> {
                            throw new Unknown(notReady.why());
                        });
    }

    /**
     * The rows of a cursor that a caller may see; reads one ahead when asked whether there is one. Looks up each repository once:
     * its rows follow one another. Used by one thread.
     */
    static final class VisibleRows<T> implements RowCursor<T> {
        private final RowCursor<T> rows;
        private final Predicate<RepoId> visible;
        private Optional<RepositoryRow<T>> ahead = Optional.empty();
        private Optional<RepoId> asked = Optional.empty();
        private boolean isVisible;

        VisibleRows(RowCursor<T> rows, Predicate<RepoId> visible) {
            this.rows = rows;
            this.visible = visible;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && rows.hasNext())
                ahead = Optional.of(rows.next()).filter(row -> isVisible(row.repo()));
            return ahead.isPresent();
        }

        private boolean isVisible(RepoId repo) {
            if (asked.filter(repo::equals).isPresent()) return isVisible;
            asked = Optional.of(repo);
            isVisible = visible.test(repo);
            return isVisible;
        }

        @Override
        public RepositoryRow<T> next() {
            if (!hasNext()) throw new NoSuchElementException();
            RepositoryRow<T> row = ahead.orElseThrow();
            ahead = Optional.empty();
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
