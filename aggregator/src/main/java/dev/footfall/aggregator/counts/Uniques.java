package dev.footfall.aggregator.counts;

/** Distinct visitors of some days; not {@code whole} where downloads were counted without them. */
public record Uniques(DistinctHashes users, DistinctHashes anonymous, boolean whole) {
    public static Uniques none(boolean whole) {
        return new Uniques(new DistinctHashes(0), new DistinctHashes(0), whole);
    }

    public static Uniques union(Iterable<Uniques> all) {
        var users = new DistinctHashes(DistinctHashes.MOST);
        var anonymous = new DistinctHashes(DistinctHashes.MOST);
        boolean whole = true;
        for (Uniques one : all) {
            users.add(one.users);
            anonymous.add(one.anonymous);
            whole &= one.whole;
        }
        return new Uniques(users, anonymous, whole);
    }
}
