package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Visibility;
import java.util.Optional;

/** What this node itself can say: of the partitions that it counts, and of those that it follows. */
public final class LocalNode {
    private final LocalState owned;
    private final Optional<LocalState> standby;
    private final Visibility visibility;

    /**
     * A node.
     *
     * @param owned the partitions that it counts
     * @param standby the partitions that it follows; empty when it follows none
     * @param unregisteredArePublic whether everybody sees a repository that has events but was never registered
     */
    public LocalNode(LocalState owned, Optional<LocalState> standby, boolean unregisteredArePublic) {
        this.owned = owned;
        this.standby = standby;
        this.visibility = new Visibility(owned, unregisteredArePublic);
    }

    /** The partitions that it counts. */
    public LocalState state() {
        return owned;
    }

    /** Which repositories a caller may see. */
    public Visibility visibility() {
        return visibility;
    }

    /** Whether another node may stop, as far as this one is to answer in its place. */
    public Readiness standbys() {
        return standby.orElse(owned).readiness();
    }

    Optional<RepositoryEvent> registration(RepoId repo) {
        return owned.registration(repo);
    }

    /**
     * What it says for a partition.
     *
     * @param standbyToo whether it may answer from a partition that it only follows
     */
    <T> Said<T> ask(Question<T> question, int partition, boolean standbyToo) {
        LocalRead<T> read = read(question, owned, partition);
        if (read instanceof LocalRead.Found || !standbyToo || standby.isEmpty()) return Said.owned(read);
        LocalRead<T> followed = read(question, standby.get(), partition);
        boolean saysMore = followed instanceof LocalRead.Found || read instanceof LocalRead.NotOwned;
        return saysMore ? new Said<>(followed, true) : Said.owned(read);
    }

    private <T> LocalRead<T> read(Question<T> question, LocalState state, int partition) {
        try {
            return question.ask(state, visibility, partition);
        } catch (Question.Unknowable e) {
            return new LocalRead.NotReady<>(partition, e.reason());
        }
    }
}
