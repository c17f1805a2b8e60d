package dev.footfall.queryapi.http;

/**
 * The time limits of a server.
 *
 * @param handling of routes
 * @param pieces of clients, to take a piece of an answer
 */
record Watches(TimeLimit handling, TimeLimit pieces) implements AutoCloseable {
    static Watches over(Limits.Patience patience) {
        return new Watches(new TimeLimit(patience.handling()), new TimeLimit(patience.piece()));
    }

    @Override
    public void close() {
        handling.close();
        pieces.close();
    }
}
