package dev.footfall.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of one event while it is read. Used once, by one thread. */
final class EventReader {
    private final long latestMillis;
    private final EventCodec.@Nullable AddressHash addressHash;
    private final Map<EventField, String> texts = new EnumMap<>(EventField.class);
    private final Map<EventField, String> errors = new EnumMap<>(EventField.class);
    private @Nullable Long bytes;
    private @Nullable Long rangeStart;
    private @Nullable Long status;

    EventReader(long nowMillis, EventCodec.@Nullable AddressHash addressHash) {
        this.latestMillis = nowMillis + EventCodec.MAX_AHEAD_MILLIS;
        this.addressHash = addressHash;
    }

    /** Reads the object at whose first token the parser stands, to its last. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            EventField field = EventField.ofLabel(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else {
                errors.remove(field);
                readField(field, token, parser);
            }
        }
    }

    private void readField(EventField field, JsonToken token, JsonParser parser) throws IOException {
        switch (field) {
            case STATUS -> status = integer(field, token, parser, 100, 599);
            case BYTES -> bytes = integer(field, token, parser, 0, Long.MAX_VALUE);
            case RANGE_START -> rangeStart = integer(field, token, parser, 0, Long.MAX_VALUE);
            default -> readText(field, token, parser);
        }
    }

    private void readText(EventField field, JsonToken token, JsonParser parser) throws IOException {
        texts.remove(field);
        if (token == JsonToken.VALUE_STRING) {
            texts.put(field, parser.getText());
        } else if (token != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            fail(field, "must be a string");
        }
    }

    private @Nullable Long integer(EventField field, JsonToken token, JsonParser parser, long least, long most)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) return null;
        boolean fits = token == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= least
                && parser.getLongValue() <= most;
        if (fits) return parser.getLongValue();
        parser.skipChildren();
        fail(field, most == Long.MAX_VALUE ? "must be an integer, 0 or more" : "must be an integer, 100 to 599");
        return null;
    }

    Decoded result() {
        String id = withoutAddress(required(EventField.ID, DownloadEvent.MAX_ID_LENGTH));
        long time = time();
        Optional<RepoId> repo = repo();
        String method = withoutAddress(required(EventField.METHOD, DownloadEvent.Request.MAX_METHOD_LENGTH));
        if (status == null) failUnlessFailed(EventField.STATUS, "missing");
        Optional<VisitorId> visitor = visitor();
        Via via = via();
        DownloadEvent.Details details = details();

        if (!errors.isEmpty()) {
            Map.Entry<EventField, String> first = errors.entrySet().iterator().next();
            return new Decoded.Malformed(first.getKey().label, first.getValue());
        }
        var request = new DownloadEvent.Request(
                via, method, status == null ? 0 : status.intValue(), bytes == null ? 0 : bytes, rangeStart);
        return new Decoded.Event(new DownloadEvent(
                id, Instant.ofEpochMilli(time), repo.orElseThrow(), visitor.orElseThrow(), request, details));
    }

    private long time() {
        String text = required(EventField.TIME);
        if (errors.containsKey(EventField.TIME)) return 0;
        long millis = Rfc3339.parse(text);
        if (millis == Rfc3339.INVALID)
            fail(EventField.TIME, "must be an RFC 3339 time such as 2026-11-20T04:59:54.123Z");
        else if (millis < 0) fail(EventField.TIME, "is before 1970");
        else if (millis > latestMillis) fail(EventField.TIME, "is more than 24 hours ahead");
        return millis;
    }

    private Optional<RepoId> repo() {
        Optional<RepoType> type = RepoType.ofLabel(required(EventField.REPO_TYPE));
        String fullName = required(EventField.REPO);
        if (type.isEmpty()) failUnlessFailed(EventField.REPO_TYPE, "must be model, dataset or space");
        if (!withoutAddress(fullName).equals(fullName))
            failUnlessFailed(EventField.REPO, "must not hold the client's address");
        Optional<RepoId> repo = RepoId.of(type.orElse(RepoType.MODEL), fullName);
        if (repo.isEmpty()) {
            failUnlessFailed(EventField.REPO, "must be namespace/name, " + RepoId.NAME_RULE);
        }
        return repo;
    }

    private Optional<VisitorId> visitor() {
        String user = user();
        String hash = texts.get(EventField.VISITOR);
        String address = addressHash == null ? null : texts.get(EventField.IP);
        if (addressHash == null) errors.remove(EventField.IP);
        if (user != null) {
            if (VisitorId.isUser(user)) return Optional.of(VisitorId.user(user));
            fail(EventField.USER, "must be 1 to " + VisitorId.MAX_USER_LENGTH + " characters of well-formed text");
        } else if (hash != null) {
            String lower = hash.toLowerCase(Locale.ROOT);
            if (VisitorId.isHash(lower)) return Optional.of(VisitorId.anonymous(lower));
            fail(EventField.VISITOR, "must be 32 hexadecimal digits");
        } else if (address != null) {
            return hashed(address);
        } else if (!errors.containsKey(EventField.VISITOR) && !errors.containsKey(EventField.IP)) {
            failUnlessFailed(
                    EventField.USER, addressHash == null ? "missing (or visitor)" : "missing (or visitor, or ip)");
        }
        return Optional.empty();
    }

    /** Nobody is named after the address from which they come: a publisher that has no user sent what it had. */
    private @Nullable String user() {
        String user = texts.get(EventField.USER);
        return user == null || withoutAddress(user).equals(user) ? user : null;
    }

    private Optional<VisitorId> hashed(String address) {
        try {
            return Optional.ofNullable(addressHash).map(hash -> hash.visitor(address, optional(EventField.USER_AGENT)));
        } catch (IllegalArgumentException e) {
            fail(EventField.IP, "must be an IP address or a host name");
            return Optional.empty();
        }
    }

    private Via via() {
        String label = optional(EventField.VIA);
        if (label == null) return Via.HTTP;
        Optional<Via> via = Via.ofLabel(label);
        if (via.isEmpty()) fail(EventField.VIA, "must be http, git or lfs");
        return via.orElse(Via.HTTP);
    }

    private DownloadEvent.Details details() {
        String path = kept(EventField.PATH, DownloadEvent.Details.MAX_PATH_LENGTH);
        return new DownloadEvent.Details(
                path == null ? "" : path,
                kept(EventField.REVISION, DownloadEvent.Details.MAX_REVISION_LENGTH),
                kept(EventField.USER_AGENT, DownloadEvent.Details.MAX_USER_AGENT_LENGTH),
                kept(EventField.SOURCE, DownloadEvent.Details.MAX_SOURCE_LENGTH));
    }

    private @Nullable String kept(EventField field, int characters) {
        String text = bounded(field, characters);
        return text == null ? null : withoutAddress(text);
    }

    /** The address that was sent to be hashed is kept nowhere else either. */
    private String withoutAddress(String text) {
        String address = texts.get(EventField.IP);
        return addressHash == null || address == null ? text : addressHash.withoutAddress(text, address);
    }

    private @Nullable String optional(EventField field) {
        return texts.get(field);
    }

    private @Nullable String bounded(EventField field, int characters) {
        String text = texts.get(field);
        if (Text.isOptional(text, characters)) return text;
        fail(field, "must be at most " + characters + " characters of well-formed text");
        return null;
    }

    private String required(EventField field) {
        String text = texts.get(field);
        if (text == null) failUnlessFailed(field, "missing");
        return text == null ? "" : text;
    }

    private String required(EventField field, int characters) {
        String text = texts.get(field);
        if (text == null) {
            failUnlessFailed(field, "missing");
            return "";
        }
        if (!Text.isFilled(text, characters)) {
            fail(field, "must be 1 to " + characters + " characters of well-formed text");
        }
        return text;
    }

    private void failUnlessFailed(EventField field, String error) {
        errors.putIfAbsent(field, error);
    }

    private void fail(EventField field, String error) {
        errors.put(field, error);
    }
}
