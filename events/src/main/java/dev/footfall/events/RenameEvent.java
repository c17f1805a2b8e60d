package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The name that a repository has instead of one that it had. It is a fact about the old name beside its registration: a
 * further registration of the old name leaves it as it is.
 *
 * @param repo the old name
 * @param renamedTo the new one, of the same type; empty when the old name stands for itself again
 * @param time when it became so, cut to milliseconds
 */
public record RenameEvent(RepoId repo, Optional<RepoId> renamedTo, Instant time) {
    static final String TARGET_RULE = "must be another repository than the one that is renamed";
    static final String TYPE_RULE = "must be the type of the repository that is renamed";

    private static final String KEY_END = "/renamed-to";
    private static final byte[] KEY_END_BYTES = KEY_END.getBytes(StandardCharsets.UTF_8);

    public RenameEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (renamedTo.filter(repo::equals).isPresent())
            throw new IllegalArgumentException("renamed_to: " + TARGET_RULE);
        if (renamedTo.filter(target -> target.type() != repo.type()).isPresent()) {
            throw new IllegalArgumentException("repo_type: " + TYPE_RULE);
        }
    }

    /** {@code type/namespace/name/renamed-to}: the key of its record, which is no repository's. */
    public String key() {
        return repo.key() + KEY_END;
    }

    public byte[] keyBytes() {
        return key().getBytes(StandardCharsets.UTF_8);
    }

    /** True if this is the key of such a record, should it be one. */
    public static boolean isKey(byte[] key) {
        int from = key.length - KEY_END_BYTES.length;
        return from > 0 && Arrays.equals(key, from, key.length, KEY_END_BYTES, 0, KEY_END_BYTES.length);
    }
}
