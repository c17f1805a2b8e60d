package dev.footfall.events;

import java.util.OptionalLong;

/**
 * The numbers of a balance. Those that its origin did not count are empty, and never guessed.
 *
 * @param downloads as its origin defines them, at most {@link #MOST}
 * @param lifetime the reading of a counter that only grows, from which the downloads were derived
 * @param replaces the balance takes the place of what Footfall counted on its days, instead of adding to it
 */
public record BalanceNumbers(
        long downloads,
        OptionalLong authenticated,
        OptionalLong anonymous,
        OptionalLong files,
        OptionalLong lifetime,
        boolean replaces) {
    /** So many that no sum of balances overflows. */
    public static final long MOST = 1_000_000_000_000L;

    public static final String SPLIT_RULE = "authenticated and anonymous must add up to downloads";

    public BalanceNumbers {
        if (downloads < 0 || downloads > MOST) throw new IllegalArgumentException("downloads: " + downloads);
        if (!isSplit(downloads, authenticated, anonymous)) throw new IllegalArgumentException(SPLIT_RULE);
    }

    public static BalanceNumbers of(long downloads) {
        OptionalLong unknown = OptionalLong.empty();
        return new BalanceNumbers(downloads, unknown, unknown, unknown, unknown, false);
    }

    public BalanceNumbers replacing(boolean isInPlace) {
        return new BalanceNumbers(downloads, authenticated, anonymous, files, lifetime, isInPlace);
    }

    /** The downloads since the reading before this one. */
    public BalanceNumbers since(long earlier) {
        OptionalLong unknown = OptionalLong.empty();
        return new BalanceNumbers(downloads - earlier, unknown, unknown, unknown, OptionalLong.of(downloads), replaces);
    }

    static boolean isSplit(long downloads, OptionalLong authenticated, OptionalLong anonymous) {
        long least = authenticated.orElse(0) + anonymous.orElse(0);
        boolean isWhole = authenticated.isPresent() && anonymous.isPresent();
        return isWhole ? least == downloads : least <= downloads;
    }
}
