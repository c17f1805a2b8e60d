package dev.footfall.queryapi.gaps;

import java.util.List;

/** The log of operators' gap verdicts, which all nodes follow. Thread-safe. */
public interface GapVerdictLog {
    List<GapVerdict> all();

    /** Durably; this node knows it on return. Throws {@link GapLogUnavailable} if it cannot be written now. */
    void write(GapVerdict verdict);

    final class GapLogUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public GapLogUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
