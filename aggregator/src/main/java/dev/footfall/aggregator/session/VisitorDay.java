package dev.footfall.aggregator.session;

/**
 * The sessions of one visitor to one repository on one UTC day, and which events they are made of. Not
 * thread-safe.
 *
 * @param sessions the visitor's sessions
 * @param seen the first page of the hashes of the counted events
 */
public record VisitorDay(DaySessions sessions, HashPage seen) {
    /** A visitor who has not been there that day. */
    public static VisitorDay unvisited() {
        return new VisitorDay(new DaySessions(), HashPage.of());
    }
}
