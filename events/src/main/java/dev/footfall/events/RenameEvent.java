package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name that a repository has instead of one that it had. It is a fact about the old name beside its registration: a
 * further registration of the old name leaves it as it is.
 *
 * @param renamedTo the new one, of the same type; empty when the rename is undone
 * @param time when it became so, cut to milliseconds
 */
public record RenameEvent(RepoId repo, Optional<RepoId> renamedTo, Instant time) {
    private static final String TYPE = "repo_type";
    private static final String TARGET = "renamed_to";

    public static final List<String> FIELDS = List.of(TYPE, "repo", TARGET, "time");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);
    private static final Map<String, Integer> OF_TARGET = JsonFields.places(List.of(TYPE, "repo", "time"));

    static final String TARGET_RULE = "must be a repository other than the one being renamed";
    static final String TYPE_RULE = "must be the type of the repository being renamed";

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

    public static boolean isKey(byte[] key) {
        int from = key.length - KEY_END_BYTES.length;
        boolean endsSo = from > 0 && Arrays.equals(key, from, key.length, KEY_END_BYTES, 0, KEY_END_BYTES.length);
        if (!endsSo) return false;
        int slashes = 0;
        for (int i = 0; i < from; i++) slashes += key[i] == '/' ? 1 : 0;
        return slashes == 2; // with one, a repository is called so
    }

    /** Reads exactly one JSON object; its time is held against the record's log time. */
    public static Parsed<RenameEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        RepoType type = fields.repoType();
        Optional<RepoId> repo = fields.repo("repo", type, fields.required("repo"));
        Optional<RepoId> target = fields.text(TARGET).flatMap(name -> fields.repo(TARGET, type, name));
        if (target.isPresent() && target.equals(repo)) fields.fail(TARGET, TARGET_RULE);
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        return fields.verdict(() -> new RenameEvent(repo.orElseThrow(), target, time));
    }

    /** Reads a new name: {@code repo}, the old {@code repo_type} or none, and the time, else the clock's. No other field. */
    public static Parsed<RenameEvent> decodeTarget(byte[] value, RepoId repo, Instant now) {
        JsonFields fields = JsonFields.strict(value, OF_TARGET);
        boolean isOtherType = fields.text(TYPE)
                .filter(type -> !type.equals(repo.type().label()))
                .isPresent();
        if (isOtherType) fields.fail(TYPE, TYPE_RULE);
        Optional<RepoId> target = fields.repo("repo", repo.type(), fields.required("repo"));
        if (target.filter(repo::equals).isPresent()) fields.fail("repo", TARGET_RULE);
        Instant time = fields.eventTime(now.toEpochMilli(), Optional.of(now));
        return fields.verdict(() -> new RenameEvent(repo, target, time));
    }

    public byte[] toJson() {
        JsonBytes json = new JsonBytes().field(TYPE, repo.type().label()).field("repo", repo.fullName());
        renamedTo.ifPresent(target -> json.field(TARGET, target.fullName()));
        return json.field("time", time.toString()).toObject();
    }
}
