package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Head.HeadName;
import dev.footfall.events.Observation;

final class Revisions implements NameProjection {
    /** The revisions of a repository's day that are told apart, unless it is set. */
    public static final int MOST = 200;

    private static final Id ID = new Id(Projections.REVISIONS, 9);

    private final Names names;

    public Revisions(int most) {
        this.names = Names.ofHeads(
                most,
                Observation::revisionHash,
                HeadName::revision,
                Observation::revision,
                text -> Observation.hash(text, 0, text.length),
                false);
    }

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public String form() {
        return names.most() == MOST ? name() : name() + ":" + names.most();
    }

    @Override
    public Names names() {
        return names;
    }
}
