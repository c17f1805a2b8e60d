package dev.footfall.aggregator.session;

/**
 * The sessions of one visitor to one repository on one UTC day, and which events they are made of. Not
 * thread-safe.
 */
public interface VisitorDay {
    /** The visitor's sessions. */
    DaySessions sessions();

    /** The first page of the hashes of the counted events. */
    HashPage seen();
}
