package dev.footfall.rules;

import java.util.Locale;

/** The reasons for which an event is not counted, in the order in which they are tried. */
public enum ExclusionReason {
    /** Not a GET (nor a git upload-pack's POST). */
    METHOD,
    /** Neither 200 nor 206 (nor, where redirects count, 302 or 307). */
    STATUS,
    /** A 206 that does not start at byte 0. */
    RANGE,
    /** Its repository's day has been closed by then. */
    LATE,
    /** The same id and time of this visitor and repository were counted before. */
    DUPLICATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word used in answers and metrics. */
    public String label() {
        return label;
    }

    /**
     * The reason of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ExclusionReason ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
