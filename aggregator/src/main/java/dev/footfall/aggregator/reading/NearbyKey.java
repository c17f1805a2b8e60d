package dev.footfall.aggregator.reading;

import dev.footfall.events.RepoId;

/**
 * A key that differs from a repository's in its last byte and belongs to none: no name has that byte. A store is asked for
 * it in place of the key of a repository that a caller may not see; it is as long, lies in the same partition and beside
 * the same keys, and misses as the key of an unknown repository does.
 */
final class NearbyKey {
    private static final byte IN_NO_NAME = '~';

    private NearbyKey() {}

    static byte[] of(RepoId repo) {
        byte[] key = repo.keyBytes();
        key[key.length - 1] = IN_NO_NAME;
        return key;
    }
}
