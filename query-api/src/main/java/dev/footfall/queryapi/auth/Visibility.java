package dev.footfall.queryapi.auth;

import dev.footfall.aggregator.counting.ArrivalsByOpenness.Openness;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The repositories that a caller may see: the one place where that is decided. */
public record Visibility(LocalState state, boolean unregisteredArePublic) {
    public enum Sight {
        HIDDEN,
        PRIVATE,
        PUBLIC
    }
    /** Fails if the registrations cannot be asked yet. */
    public boolean isVisible(RepoId repo, Caller caller) {
        return sight(repo, caller) != Sight.HIDDEN;
    }

    /**
     * The registration of its present name decides; as long as there is none, that of its former names which hides
     * most. Fails if the registrations cannot be asked yet.
     */
    public Sight sight(RepoId repo, Caller caller) {
        Renames renames = state.renames();
        if (!renames.concern(repo)) return sight(repo, state.registration(repo), caller);
        Lineage lineage = renames.lineage(repo);
        Optional<RepositoryEvent> registered = state.registration(lineage.name());
        if (registered.isPresent()) return sight(lineage.name(), registered, caller);
        return lineage.former().stream()
                .flatMap(name -> state.registration(name).stream())
                .map(event -> sight(event.repo(), Optional.of(event), caller))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> sight(lineage.name(), registered, caller));
    }

    public Set<Openness> summed(Caller caller) {
        if (caller.admin()) return EnumSet.allOf(Openness.class);
        return unregisteredArePublic ? EnumSet.of(Openness.OPEN, Openness.UNREGISTERED) : EnumSet.of(Openness.OPEN);
    }

    public Sight sight(RepoId repo, Optional<RepositoryEvent> registered, Caller caller) {
        if (registered.isEmpty()) return unregisteredArePublic ? Sight.PUBLIC : Sight.HIDDEN;
        RepositoryEvent event = registered.get();
        if (event.removed()) return Sight.HIDDEN;
        if (!event.isPrivate()) return Sight.PUBLIC;
        return caller.owns(repo.namespace()) ? Sight.PRIVATE : Sight.HIDDEN;
    }

    /** True if it was ever registered, or was renamed. Fails if the registrations cannot be asked yet. */
    public boolean isRegistered(RepoId repo) {
        return state.renames().concern(repo) || state.registration(repo).isPresent();
    }
}
