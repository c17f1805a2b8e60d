package dev.footfall.aggregator.session;

/** The parts of a head that a state counts; the kind of each is a {@link HeadKind}. */
public enum HeadDetail {
    NOTHING,
    CLIENTS,
    /** The way, the client and its class, which must be looked up. */
    CLASSES
}
