package dev.footfall.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that may be large: 5000000, 100k, 5M. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmg]?)");

    private Quantity() {}

    /**
     * Parses a number.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static long of(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a number such as 5000000, 100k or 5M");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "k" -> number * 1_000;
            case "m" -> number * 1_000_000;
            case "g" -> number * 1_000_000_000;
            default -> number;
        };
    }
}
