package dev.footfall.aggregator.query;

import java.time.LocalDate;

/** The users whose latest like or unlike of a repository is of one UTC day. */
public record LikeDay(LocalDate date, long won, long lost) {
    public LikeDay plus(LikeDay other) {
        return new LikeDay(date, won + other.won, lost + other.lost);
    }
}
