package dev.footfall.ingest.accesslog;

import java.util.Locale;

/** The formats of the lines of a log file. */
public enum LogFormat {
    /** Combined or Common Log Format, of nginx or Apache. */
    COMBINED,
    /** A download event as JSON on each line, with {@code ip} accepted in place of {@code visitor}. */
    NDJSON;

    /**
     * The format of this name, as given to {@code --format}.
     *
     * @throws IllegalArgumentException if there is none; the message names the ones there are
     */
    public static LogFormat ofLabel(String label) {
        for (LogFormat format : values()) {
            if (format.label().equals(label)) return format;
        }
        throw new IllegalArgumentException("format \"" + label + "\" is not one of combined, ndjson");
    }

    /** The name of this format on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
