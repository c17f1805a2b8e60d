package dev.footfall.queryapi.gaps;

import java.time.Instant;
import java.util.List;

/** The log of operators' gap verdicts, which all nodes follow. Thread-safe. */
public interface GapVerdictLog {
    /** An empty log that accepts no verdict. */
    GapVerdictLog NONE = new GapVerdictLog() {
        @Override
        public List<GapVerdict> all() {
            return List.of();
        }

        @Override
        public void write(GapVerdict verdict) {
            throw new GapLogUnavailable(
                    "gaps cannot be declared here", new IllegalStateException("no log of verdicts"));
        }
    };

    List<GapVerdict> all();

    /**
     * Writes a verdict, durably; this node knows it when that returns.
     *
     * @throws GapLogUnavailable if it cannot be written now
     */
    void write(GapVerdict verdict);

    /**
     * An operator's verdict about some hours of a source. The latest for exactly these hours is in force.
     *
     * @param isGap true if data is missing; false if none is, although the log shows a gap
     * @param reason the operator's reason, for everybody to read
     */
    record GapVerdict(String source, Instant from, Instant to, boolean isGap, String reason, String by, Instant at) {
        /** The longest source, in characters. */
        public static final int LONGEST_SOURCE = 256;

        /** The longest reason, in characters. */
        public static final int LONGEST_REASON = 500;

        public static final int MOST_HOURS = 24 * 366;

        Gap gap() {
            return new Gap(source, from, to, Gap.Origin.DECLARED, reason);
        }

        boolean covers(String other, Instant start, Instant end) {
            return source.equals(other) && !from.isAfter(start) && !to.isBefore(end);
        }
    }

    /** A gap verdict could not be written, or its outcome is unknown. */
    final class GapLogUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public GapLogUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
