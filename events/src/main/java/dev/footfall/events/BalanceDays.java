package dev.footfall.events;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The days of a balance: one UTC day, or a lump of all days before one.
 *
 * @param origin the system that counted them, such as {@code kohakuhub}: 1 to 32 of {@code a-z 0-9 -}, a letter first
 * @param day the day; of a lump the first that is not in it
 */
public record BalanceDays(String origin, LocalDate day, boolean isLump) {
    public static final String ORIGIN_RULE = "must be 1 to 32 of a-z 0-9 - and begin with a letter";

    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public BalanceDays {
        if (!isOrigin(origin)) throw new IllegalArgumentException("origin: " + ORIGIN_RULE);
    }

    public static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    public LocalDate last() {
        return isLump ? day.minusDays(1) : day;
    }

    public boolean covers(LocalDate date) {
        return isLump ? date.isBefore(day) : date.equals(day);
    }

    /** The end of a record's key. An origin has one lump of a repository, whichever days it has. */
    String key() {
        return origin + "/" + (isLump ? "before" : day);
    }
}
