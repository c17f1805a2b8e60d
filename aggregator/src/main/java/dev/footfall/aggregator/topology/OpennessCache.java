package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.Renames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The openness of repositories, until a registration changes: by the present name, else the former that hides most. */
final class OpennessCache {
    private static final int MOST_KEPT = 10_000;

    private final LiveRegistrations registrations;
    private final Map<StoreKey, Openness> known = new HashMap<>();
    private long changes = -1;

    OpennessCache(LiveRegistrations registrations) {
        this.registrations = registrations;
    }

    Openness of(byte[] repository) {
        long now = registrations.applied();
        if (now != changes || known.size() >= MOST_KEPT) known.clear();
        changes = now;
        return known.computeIfAbsent(StoreKey.ofRepository(repository), any -> lookUp(repository));
    }

    private Openness lookUp(byte[] repository) {
        return RepoId.ofKey(new String(repository, StandardCharsets.UTF_8))
                .map(this::lookUp)
                .orElse(Openness.UNREGISTERED);
    }

    private Openness lookUp(RepoId repo) {
        Renames renames = registrations.renames();
        if (!renames.concern(repo)) return registered(repo).orElse(Openness.UNREGISTERED);
        Lineage lineage = renames.lineage(repo);
        return registered(lineage.name())
                .or(() -> lineage.former().stream()
                        .flatMap(name -> registered(name).stream())
                        .max(Openness::compareTo))
                .orElse(Openness.UNREGISTERED);
    }

    private Optional<Openness> registered(RepoId repo) {
        return switch (registrations.standing(repo)) {
            case UNREGISTERED -> Optional.empty();
            case PUBLIC -> Optional.of(Openness.OPEN);
            case PRIVATE, REMOVED -> Optional.of(Openness.HIDDEN);
        };
    }
}
