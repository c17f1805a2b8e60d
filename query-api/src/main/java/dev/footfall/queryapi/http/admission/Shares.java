package dev.footfall.queryapi.http.admission;

import dev.footfall.web.Places;

/**
 * The places for requests that cost more than others.
 *
 * @param exports those that are sent all rows; each holds a thread for as long as its client takes
 * @param past rankings of long ago, for which all rows are read
 */
public record Shares(Places exports, Places past) {
    private static final int EXPORTS = 64;
    private static final int PAST = 8;
    private static final int OF_ONE = 2;

    public static Shares of(Callers callers) {
        return new Shares(callers.places("exports", EXPORTS, OF_ONE), callers.places("past", PAST, OF_ONE));
    }
}
