package dev.footfall.rules.clients;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * The bound on counted repetitions: nested ones multiply, and {@code ((a{999}){999}){999}} would fill the memory when it is
 * compiled. The product of all counts in a pattern is at most 1,000, nested or not.
 */
final class RepeatLimit {
    private static final int MAX_PRODUCT = 1_000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private RepeatLimit() {}

    /**
     * Refuses patterns over the bound.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    static void check(String regex) {
        Matcher counts = COUNT.matcher(regex);
        long product = 1;
        while (counts.find()) {
            String most = counts.group(2);
            product *= Math.max(1, Long.parseLong(most == null || most.isEmpty() ? counts.group(1) : most));
            if (product > MAX_PRODUCT) {
                throw new IllegalArgumentException(
                        "a regular expression whose repetitions multiply to at most " + MAX_PRODUCT);
            }
        }
    }
}
