package dev.footfall.events.balances;

import java.util.Map;
import java.util.TreeMap;

/**
 * Balances of some days, added up. {@code authenticated}, {@code anonymous} and {@code files} are of those whose origin counted them,
 * so {@code authenticated + anonymous ≤ downloads}.
 *
 * @param byOrigin the downloads by origin
 * @param replaces one of them takes the place of what was counted
 */
public record BalanceSum(
        long downloads, long authenticated, long anonymous, long files, Map<String, Long> byOrigin, boolean replaces) {
    public static final BalanceSum NONE = new BalanceSum(0, 0, 0, 0, Map.of(), false);

    public BalanceSum {
        byOrigin = Map.copyOf(byOrigin);
    }

    /** True if there is no balance at all; one of 0 downloads is one. */
    public boolean isNone() {
        return byOrigin.isEmpty();
    }

    public BalanceSum plus(BalanceSum other) {
        if (isNone()) return other;
        if (other.isNone()) return this;
        var origins = new TreeMap<>(byOrigin);
        other.byOrigin.forEach((origin, number) -> origins.merge(origin, number, Long::sum));
        return new BalanceSum(
                downloads + other.downloads,
                authenticated + other.authenticated,
                anonymous + other.anonymous,
                files + other.files,
                origins,
                replaces || other.replaces);
    }
}
