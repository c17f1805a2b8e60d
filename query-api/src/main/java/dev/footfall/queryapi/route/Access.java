package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.TotalsReader;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Sight;
import dev.footfall.queryapi.auth.Visibility;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The repositories that a caller may see, and the private ones among them: one look-up decides both. Used by one thread, for
 * one query.
 */
public record Access(Caller caller, TotalsReader totals, Visibility visibility, Set<RepoId> seenPrivate) {
    public static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String reason) {
            super(reason);
        }
    }

    public boolean isVisible(RepoId repo) {
        Sight sight = sight(repo);
        if (sight == Sight.PRIVATE) seenPrivate.add(repo);
        else seenPrivate.remove(repo);
        return sight != Sight.HIDDEN;
    }

    /** True if this repository was private when {@link #isVisible} last looked. */
    public boolean wasPrivate(RepoId repo) {
        return seenPrivate.contains(repo);
    }

    /** True if it is registered, or has events. Throws {@link Unknown} if that is unknown. */
    public boolean isKnown(RepoId repo) {
        return isVisible(repo) && (asked(() -> visibility.isRegistered(repo)) || hasEvents(repo));
    }

    private Sight sight(RepoId repo) {
        return asked(() -> visibility.sight(repo, caller));
    }

    /** Asks the registrations. Throws {@link Unknown} if they cannot be read. */
    static <T> T asked(Supplier<T> registrations) {
        try {
            return registrations.get();
        } catch (IllegalStateException e) { // the port is not ready
            throw new Unknown("the registrations cannot be read yet");
        }
    }

    private boolean hasEvents(RepoId repo) {
        return totals.of(repo)
                .fold(
                        found -> found.value().isPresent(),
                        notOwned -> {
                            throw new Unknown("the partition has just gone elsewhere");
                        },
                        notReady -> {
                            throw new Unknown(notReady.why());
                        });
    }

    /** The rows of visible repositories. Looks up each repository once: its rows follow one another. Used by one thread. */
    public static <T> RowCursor<T> visible(RowCursor<T> rows, Predicate<RepoId> isVisible) {
        var seen = new LastLook(isVisible);
        return new RowReader<>(
                () -> {
                    while (rows.hasNext()) {
                        RepositoryRow<T> row = rows.next();
                        if (seen.test(row.repo())) return Optional.of(row);
                    }
                    return Optional.empty();
                },
                rows::close);
    }

    private static final class LastLook implements Predicate<RepoId> {
        private final Predicate<RepoId> visible;
        private Optional<RepoId> repository = Optional.empty();
        private boolean wasVisible;

        LastLook(Predicate<RepoId> visible) {
            this.visible = visible;
        }

        @Override
        public boolean test(RepoId repo) {
            if (repository.filter(repo::equals).isEmpty()) {
                wasVisible = visible.test(repo);
                repository = Optional.of(repo);
            }
            return wasVisible;
        }
    }
}
