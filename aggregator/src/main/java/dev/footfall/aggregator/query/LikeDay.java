package dev.footfall.aggregator.query;

import java.time.LocalDate;

/**
 * The users whose last word on a repository was said on one UTC day.
 *
 * @param date the day
 * @param won those who like it since
 * @param lost those who like it no longer, or said that they do not
 */
public record LikeDay(LocalDate date, long won, long lost) {
    /** This day and the same day of another name of the repository. */
    public LikeDay plus(LikeDay other) {
        return new LikeDay(date, won + other.won, lost + other.lost);
    }
}
