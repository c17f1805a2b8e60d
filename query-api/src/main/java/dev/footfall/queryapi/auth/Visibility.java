package dev.footfall.queryapi.auth;

import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.query.RegistrationReader;
import dev.footfall.events.RepoId;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.Renames;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The repositories that a caller may see: the one place where that is decided. */
public record Visibility(RegistrationReader registrations, boolean unregisteredArePublic) {

    /** Fails if the registrations cannot be read yet. */
    public boolean isVisible(RepoId repo, Caller caller) {
        return sight(repo, caller) != Sight.HIDDEN;
    }

    /**
     * The registration of its present name decides; as long as there is none, that of its former names which hides
     * most. Fails if the registrations cannot be read yet.
     */
    public Sight sight(RepoId repo, Caller caller) {
        Renames renames = registrations.renames();
        if (!renames.concern(repo)) return sight(repo, registrations.standing(repo), caller);
        Lineage lineage = renames.lineage(repo);
        Standing present = registrations.standing(lineage.name());
        if (present != Standing.UNREGISTERED) return sight(lineage.name(), present, caller);
        return lineage.former().stream()
                .flatMap(name -> Stream.of(registrations.standing(name))
                        .filter(standing -> standing != Standing.UNREGISTERED)
                        .map(standing -> sight(name, standing, caller)))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> sight(lineage.name(), present, caller));
    }

    public Set<Openness> summed(Caller caller) {
        if (caller.admin()) return EnumSet.allOf(Openness.class);
        return unregisteredArePublic ? EnumSet.of(Openness.OPEN, Openness.UNREGISTERED) : EnumSet.of(Openness.OPEN);
    }

    public Sight sight(RepoId repo, Standing standing, Caller caller) {
        return switch (standing) {
            case UNREGISTERED -> unregisteredArePublic ? Sight.PUBLIC : Sight.HIDDEN;
            case PUBLIC -> Sight.PUBLIC;
            case PRIVATE -> caller.owns(repo.namespace()) ? Sight.PRIVATE : Sight.HIDDEN;
            case REMOVED -> Sight.HIDDEN;
        };
    }

    /**
     * True if it was ever registered, or was renamed; asks for both, whatever the first answer is. Fails if the
     * registrations cannot be read yet.
     */
    public boolean isRegistered(RepoId repo) {
        boolean isStanding = registrations.standing(repo) != Standing.UNREGISTERED;
        return registrations.renames().concern(repo) || isStanding;
    }
}
