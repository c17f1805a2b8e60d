package dev.footfall.ingest.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of those who may publish. Comparing takes the same time wherever a wrong key differs. */
final class ApiKeys {
    private static final String SCHEME = "bearer ";

    private final List<byte[]> keys;

    ApiKeys(List<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Whether there are none, and so nothing to ask for. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether the value of an {@code Authorization} header has one of the keys. */
    boolean admit(@Nullable String authorization) {
        if (keys.isEmpty()) return true;
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) return false;
        byte[] offered = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] key : keys) known |= MessageDigest.isEqual(offered, key);
        return known;
    }
}
