package dev.footfall.queryapi;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.renames.Renames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Registrations in a map, which can be read while their state is ready. */
final class InMemoryRegistrations {
    private final Map<RepoId, RepositoryEvent> events = new ConcurrentSkipListMap<>();
    private final Map<RepoId, RenameEvent> renamed = new ConcurrentSkipListMap<>();
    private final Supplier<Readiness> readiness;

    InMemoryRegistrations(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    void put(RepositoryEvent event) {
        events.put(event.repo(), event);
    }

    void put(RenameEvent event) {
        if (event.renamedTo().isPresent()) renamed.put(event.repo(), event);
        else renamed.remove(event.repo());
    }

    Renames renames() {
        checkReady();
        return Renames.of(renamed.values());
    }

    Optional<RepositoryEvent> of(RepoId repo) {
        checkReady();
        return Optional.ofNullable(events.get(repo));
    }

    List<RepositoryEvent> page(ListPage<RepoId> page, Predicate<RepositoryEvent> isWanted) {
        checkReady();
        return events.values().stream()
                .filter(isWanted)
                .filter(event -> isAfter(event.repo(), page))
                .limit(page.limit())
                .toList();
    }

    /** True if the page may have this repository. */
    static boolean isAfter(RepoId repo, ListPage<RepoId> page) {
        return page.after().filter(after -> after.compareTo(repo) >= 0).isEmpty();
    }

    private void checkReady() {
        if (!readiness.get().ready())
            throw new IllegalStateException(readiness.get().detail());
    }
}
