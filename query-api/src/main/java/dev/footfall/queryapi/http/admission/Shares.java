package dev.footfall.queryapi.http.admission;

import dev.footfall.web.Permits;

/**
 * The places for requests that cost more than others.
 *
 * @param exports those that are sent all rows; each holds a thread for as long as its client takes
 * @param past rankings of long ago and those by class, for which rows are read
 * @param categories sums over all repositories of a category; as many of one caller as a browser asks at once
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
