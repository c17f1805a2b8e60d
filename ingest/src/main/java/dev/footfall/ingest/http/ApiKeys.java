package dev.footfall.ingest.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The keys of those who may publish. Comparing takes the same time wherever a wrong key differs. */
final class ApiKeys {
    private static final String SCHEME = "bearer ";

    private final List<byte[]> keys;

    ApiKeys(List<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** True if there are none, and so nothing to ask for. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The number of publishers that can be told apart; without keys, everybody is the same. */
    int publishers() {
        return Math.max(1, keys.size());
    }

    /** The index of the key in the value of an {@code Authorization} header; without keys, always the first. */
    OptionalInt publisher(@Nullable String authorization) {
        if (keys.isEmpty()) return OptionalInt.of(0);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return OptionalInt.empty();
        }
        byte[] offered = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        OptionalInt publisher = OptionalInt.empty();
        for (int i = 0; i < keys.size(); i++) {
            if (MessageDigest.isEqual(offered, keys.get(i))) publisher = OptionalInt.of(i);
        }
        return publisher;
    }
}
