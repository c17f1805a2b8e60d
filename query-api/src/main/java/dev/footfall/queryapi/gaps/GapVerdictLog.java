package dev.footfall.queryapi.gaps;

import java.time.Instant;
import java.util.List;

/** The words of operators about gaps, followed by all nodes. Safe for many threads. */
public interface GapVerdictLog {
    /** Nothing, and nothing can be said. */
    GapVerdictLog NONE = new GapVerdictLog() {
        @Override
        public List<GapVerdict> all() {
            return List.of();
        }

        @Override
        public void say(GapVerdict verdict) {
            throw new GapLogUnavailable("gaps cannot be declared here", new IllegalStateException("no book"));
        }
    };

    /** All that holds now. */
    List<GapVerdict> all();

    /**
     * Writes a verdict, durably; this node knows it when that returns.
     *
     * @throws GapLogUnavailable if it cannot be written now
     */
    void say(GapVerdict verdict);

    /**
     * The word of an operator about some hours of a source: the last one about just these hours holds.
     *
     * @param isGap true where data is missing, whatever the log shows; false where nothing is, though the log has none
     * @param reason the operator's reason, for everybody to read
     * @param by the operator
     * @param at when it was said
     */
    record GapVerdict(String source, Instant from, Instant to, boolean isGap, String reason, String by, Instant at) {
        /** The longest source, in characters. */
        public static final int LONGEST_SOURCE = 256;

        /** The longest reason, in characters. */
        public static final int LONGEST_REASON = 500;

        /** The most hours of one. */
        public static final int MOST_HOURS = 24 * 366;

        Gap gap() {
            return new Gap(source, from, to, Gap.Origin.DECLARED, reason);
        }

        boolean covers(String other, Instant start, Instant end) {
            return source.equals(other) && !from.isAfter(start) && !to.isBefore(end);
        }
    }

    /** A verdict about a gap could not be written, or it is not known if it was. */
    final class GapLogUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public GapLogUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
