package dev.footfall.rules;

import java.util.Locale;

/** The reasons for which an event is not counted, in the order in which they are tried. */
public enum ExclusionReason {
    /** Not a GET (nor a git upload-pack's POST). */
    METHOD(0),
    /** Neither 200 nor 206 (nor, where redirects count, 302 or 307). */
    STATUS(1),
    /** A 206 that does not start at byte 0. */
    RANGE(2),
    /** A small first part of a file. */
    PARTIAL(5),
    /** A file that nobody downloads for its own sake. */
    PATH(6),
    /** Its repository's day has been closed by then. */
    LATE(3),
    /** The same id and time of this visitor and repository were counted before. */
    DUPLICATE(4);

    private static final ExclusionReason[] BY_NUMBER = new ExclusionReason[values().length];

    static {
        for (ExclusionReason reason : values()) BY_NUMBER[reason.number] = reason;
    }

    private final int number;
    private final String label = name().toLowerCase(Locale.ROOT);

    ExclusionReason(int number) {
        this.number = number;
    }

    /** The number by which stores know it, from 0 on without a gap. It never changes: a new reason gets the next one. */
    public int number() {
        return number;
    }

    /** The word used in answers and metrics. */
    public String label() {
        return label;
    }

    /**
     * The reason of that number.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public static ExclusionReason ofNumber(int number) {
        return BY_NUMBER[number];
    }
}
