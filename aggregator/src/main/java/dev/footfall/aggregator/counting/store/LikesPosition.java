package dev.footfall.aggregator.counting.store;

import java.util.Optional;

/**
 * A place in a partition's log of likes.
 *
 * @param next offset of the first like that a state has not
 * @param epoch leader epoch of one before it, by which a broker tells whether its log is still the same
 */
public record LikesPosition(long next, Optional<Integer> epoch) {
    public static final LikesPosition START = new LikesPosition(0, Optional.empty());
}
