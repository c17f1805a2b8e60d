package dev.footfall.queryapi.http.admission;

import dev.footfall.web.Permits;

/**
 * {@code exports} each hold a thread for as long as its client takes; {@code past} rankings read rows; {@code
 * categories} sum over all repositories of one.
 */
public record Shares(Permits exports, Permits past, Permits categories) {
    private static final int EXPORTS = 64;
    private static final int PAST = 8;
    private static final int CATEGORIES = 18;
    private static final int OF_ONE = 2;
    private static final int OF_ONE_BROWSER = 6;

    public static Shares of(Callers callers) {
        return new Shares(
                callers.permits("exports", EXPORTS, OF_ONE),
                callers.permits("past", PAST, OF_ONE),
                callers.permits("categories", CATEGORIES, OF_ONE_BROWSER));
    }
}
