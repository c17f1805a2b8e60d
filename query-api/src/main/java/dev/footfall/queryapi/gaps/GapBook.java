package dev.footfall.queryapi.gaps;

import java.util.List;

/** The words of operators about gaps, followed by all nodes. Safe for many threads. */
public interface GapBook {
    /** Nothing, and nothing can be said. */
    GapBook NONE = new GapBook() {
        @Override
        public List<GapVerdict> all() {
            return List.of();
        }

        @Override
        public void say(GapVerdict verdict) {
            throw new GapBookUnavailable("gaps cannot be declared here", new IllegalStateException("no book"));
        }
    };

    /** All that holds now. */
    List<GapVerdict> all();

    /**
     * Writes a verdict, durably; this node knows it when that returns.
     *
     * @throws GapBookUnavailable if it cannot be written now
     */
    void say(GapVerdict verdict);
}
