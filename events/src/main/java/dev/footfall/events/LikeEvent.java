package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's like of a repository, given or withdrawn.
 *
 * @param user the user by name, 1 to {@link VisitorId#MAX_USER_LENGTH} characters, no control characters; or the
 *     {@link UserId} in its place
 * @param time when it happened, cut to milliseconds; of two, the later one holds, whatever their order in the log
 */
public record LikeEvent(RepoId repo, String user, boolean liked, Instant time) {
    public static final List<String> FIELDS = List.of("repo_type", "repo", "user_id", "user", "liked", "time");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);
    private static final Map<String, Integer> TIME = JsonFields.places(List.of("time"));

    public static final String USER_RULE = "must be 1 to " + VisitorId.MAX_USER_LENGTH
            + " characters of well-formed text without control characters, and not id: with 32 hexadecimal digits";

    public LikeEvent {
        if (!isUser(user)) throw new IllegalArgumentException("user: " + USER_RULE);
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    public static boolean isName(String user) {
        return isUser(user) && UserId.ofUser(user).isEmpty();
    }

    public static boolean isUser(String id) {
        return VisitorId.isUser(id) && id.chars().noneMatch(Character::isISOControl);
    }

    /** Reads exactly one JSON object with all of the fields; its time is held against the record's log time. */
    public static Parsed<LikeEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Optional<RepoId> repo = fields.repo();
        String user = fields.has("user_id") ? fields.userId().orElse("") : name(fields);
        boolean liked = fields.flag("liked", false);
        if (!fields.has("liked")) fields.fail("liked", "missing");
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        return fields.verdict(() -> new LikeEvent(repo.orElseThrow(), user, liked, time));
    }

    private static String name(JsonFields fields) {
        String name = fields.required("user");
        if (!isName(name)) fields.fail("user", USER_RULE);
        return name;
    }

    /** Reads when it happened: the {@code time} of an object that has no other field, and may be without this one. */
    public static Parsed<Optional<Instant>> decodeTime(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.strict(value, TIME);
        Optional<Instant> time =
                Optional.of("time").filter(fields::has).map(field -> fields.eventTime(nowMillis, Optional.empty()));
        return fields.verdict(() -> time);
    }

    public byte[] toJson() {
        return new JsonBytes()
                .field("repo_type", repo.type().label())
                .field("repo", repo.fullName())
                .user(user)
                .field("liked", liked)
                .field("time", time.toString())
                .toObject();
    }
}
