package dev.footfall.queryapi.gaps;

import java.time.Instant;
import java.util.List;

/** The log of operators' gap verdicts, which all nodes follow. Thread-safe. */
public interface GapVerdictLog {
    List<GapVerdict> all();

    /** Durably; this node knows it on return. Throws {@link GapLogUnavailable} if it cannot be written now. */
    void write(GapVerdict verdict);

    /**
     * The latest for exactly these hours is in force. {@code isGap} is false if no data is missing, although the log
     * shows a gap.
     */
    record GapVerdict(String source, Instant from, Instant to, boolean isGap, String reason, String by, Instant at) {
        public static final int LONGEST_SOURCE = 256;

        public static final int LONGEST_REASON = 500;

        public static final int MOST_HOURS = 24 * 366;

        Gap gap() {
            return new Gap(source, from, to, Gap.Origin.DECLARED, reason);
        }

        boolean covers(String other, Instant start, Instant end) {
            return source.equals(other) && !from.isAfter(start) && !to.isBefore(end);
        }
    }

    final class GapLogUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public GapLogUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
