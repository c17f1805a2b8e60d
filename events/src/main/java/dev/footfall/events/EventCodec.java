package dev.footfall.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@link DownloadEvent} as JSON, version 1. Unknown fields are ignored; of a repeated one the last counts. */
public final class EventCodec {
    /** The names of the fields of version 1, by which a bad event is rejected, in the order in which a fault is reported. */
    public static final List<String> FIELDS = List.of(
            "id",
            "time",
            "repo_type",
            "repo",
            "method",
            "status",
            "user_id",
            "user",
            "visitor",
            "ip",
            "path",
            "revision",
            "via",
            "bytes",
            "range_start",
            "size",
            "user_agent",
            "source",
            "network",
            "country");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    private EventCodec() {}

    /** Reads exactly one JSON object of UTF-8; its time is held against {@code nowMillis}, the record's log time. */
    public static Parsed<DownloadEvent> decode(byte[] value, long nowMillis) {
        return decode(value, nowMillis, null);
    }

    /** The same, of an event that may have {@code ip} in place of {@code visitor} where there is a hash for it. */
    public static Parsed<DownloadEvent> decode(byte[] value, long nowMillis, @Nullable AddressHash addressHash) {
        try (JsonParser parser = CheckedJson.parser(value, 0, value.length)) {
            parser.nextToken();
            Parsed<DownloadEvent> decoded = decode(parser, nowMillis, addressHash);
            return parser.nextToken() == null ? decoded : unreadable("unexpected content after the event");
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            return unreadable(CheckedJson.fault(e));
        }
    }

    /**
     * Leaves the parser at the last token of the value, whatever the verdict. {@code addressHash} accepts {@code ip} in
     * place of {@code visitor}; null where that field means nothing. Fails if the text is not JSON.
     */
    public static Parsed<DownloadEvent> decode(JsonParser parser, long nowMillis, @Nullable AddressHash addressHash)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return unreadable("an event must be a JSON object");
        }
        return new EventReader(JsonFields.of(parser, KNOWN), addressHash).event(nowMillis);
    }

    public static byte[] encode(DownloadEvent event) {
        return new EventEncoder().encode(event);
    }

    private static Parsed<DownloadEvent> unreadable(String error) {
        return Parsed.invalid(FieldError.JSON, error);
    }

    /** One event of its JSON fields, which are read in the order in which a fault is reported. Used once, by one thread. */
    record EventReader(JsonFields fields, @Nullable AddressHash addressHash) {
        Parsed<DownloadEvent> event(long nowMillis) {
            String id = withoutAddress(fields.required("id", DownloadEvent.MAX_ID_LENGTH));
            Instant time = fields.eventTime(nowMillis, Optional.empty());
            Optional<RepoId> repo = repo();
            String method = withoutAddress(fields.required("method", FileRequest.MAX_METHOD_LENGTH));
            OptionalLong status = fields.integer("status", 100, 599);
            if (status.isEmpty()) fields.fail("status", "missing");
            Optional<VisitorId> visitor = visitor(time);
            String path = kept("path", EventDetails.MAX_PATH_LENGTH);
            String revision = kept("revision", EventDetails.MAX_REVISION_LENGTH);
            Via via = via();
            long bytes = fields.count("bytes").orElse(0);
            OptionalLong rangeStart = fields.count("range_start");
            OptionalLong size = fields.count("size");
            String userAgent = agent(kept("user_agent", EventDetails.MAX_USER_AGENT_LENGTH));
            String source = kept("source", EventDetails.MAX_SOURCE_LENGTH);
            String network = network();
            String country = country();

            FieldError fault = fields.fault();
            if (fault != null) return new Parsed.Invalid<>(fault);
            var details = new EventDetails(path == null ? "" : path, revision, userAgent, source, network, country);
            var request = new FileRequest(
                    via, method, (int) status.orElseThrow(), bytes, nullable(rangeStart), nullable(size));
            return new Parsed.Valid<>(
                    new DownloadEvent(id, time, repo.orElseThrow(), visitor.orElseThrow(), request, details));
        }

        private static @Nullable String agent(@Nullable String sent) {
            if (sent == null) return null;
            String agent = AgentSuffix.without(sent);
            return agent.isEmpty() && !sent.isEmpty() ? null : agent;
        }

        private Optional<RepoId> repo() {
            RepoType type = fields.repoType();
            String name = fields.required("repo");
            if (!withoutAddress(name).equals(name)) fields.fail("repo", "must not contain the client's address");
            return fields.repo("repo", type, name);
        }

        /** The first that is there of the user's id and name, visitor and address; the others are still held to being texts. */
        private Optional<VisitorId> visitor(Instant time) {
            Optional<String> id = fields.text("user_id");
            Optional<VisitorId> identified = id.flatMap(hex -> fields.userId()).map(VisitorId::user);
            Optional<String> user = user();
            Optional<VisitorId> named = id.isPresent() ? Optional.empty() : user.flatMap(this::named);
            Optional<String> hash = fields.text("visitor");
            boolean isUser = id.isPresent() || user.isPresent();
            Optional<VisitorId> anonymous = isUser ? Optional.empty() : hash.flatMap(this::anonymous);
            Optional<String> address = addressHash == null ? Optional.empty() : fields.text("ip");
            if (id.isPresent()) return identified;
            if (user.isPresent()) return named;
            if (hash.isPresent()) return anonymous;
            if (address.isPresent()) return hashed(address.get(), time);
            fields.fail("user", addressHash == null ? "missing (or visitor)" : "missing (or visitor, or ip)");
            return Optional.empty();
        }

        /** Nobody is named after the address from which they come: a publisher that has no user sent what it had. */
        private Optional<String> user() {
            return fields.text("user").filter(user -> withoutAddress(user).equals(user));
        }

        private Optional<VisitorId> named(String user) {
            if (UserId.isName(user)) return Optional.of(VisitorId.user(user));
            String rule = " characters of well-formed text, and not id: with 32 hexadecimal digits";
            fields.fail("user", "must be 1 to " + VisitorId.MAX_USER_LENGTH + rule);
            return Optional.empty();
        }

        private Optional<VisitorId> anonymous(String hash) {
            String lower = hash.toLowerCase(Locale.ROOT);
            if (VisitorId.isHash(lower)) return Optional.of(VisitorId.anonymous(lower));
            fields.fail("visitor", "must be 32 hexadecimal digits");
            return Optional.empty();
        }

        /** Hashes nothing of an event that is at fault already: its time may be none. */
        private Optional<VisitorId> hashed(String address, Instant time) {
            if (addressHash == null || fields.fault() != null) return Optional.empty();
            try {
                return Optional.of(addressHash.visitor(address, agent(fields.peek("user_agent")), time));
            } catch (IllegalArgumentException e) {
                fields.fail("ip", "must be an IP address or a host name");
                return Optional.empty();
            }
        }

        private Via via() {
            Optional<String> label = fields.text("via");
            if (label.isEmpty()) return Via.HTTP;
            Optional<Via> via = Via.ofLabel(label.get());
            if (via.isEmpty()) fields.fail("via", "must be http, git or lfs");
            return via.orElse(Via.HTTP);
        }

        /** A network is not named after the address that was in it. */
        private @Nullable String network() {
            Optional<String> name = fields.text("network");
            boolean isName = name.map(network -> NetworkName.isValid(network)
                            && withoutAddress(network).equals(network))
                    .orElse(true);
            if (!isName) fields.fail("network", "must be " + NetworkName.RULE);
            return name.or(this::networkOfAddress).orElse(null);
        }

        private Optional<String> networkOfAddress() {
            String address = addressHash == null ? null : fields.peek("ip");
            return addressHash == null || address == null ? Optional.empty() : addressHash.network(address);
        }

        private @Nullable String country() {
            Optional<String> code = fields.text("country");
            boolean isCode = code.map(CountryCode::isValid).orElse(true);
            if (!isCode) fields.fail("country", "must be " + CountryCode.RULE);
            return code.or(this::countryOfAddress).orElse(null);
        }

        private Optional<String> countryOfAddress() {
            String address = addressHash == null ? null : fields.peek("ip");
            return addressHash == null || address == null ? Optional.empty() : addressHash.country(address);
        }

        private static @Nullable Long nullable(OptionalLong number) {
            return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
        }

        private @Nullable String kept(String field, int characters) {
            String text = fields.optional(field, characters);
            return text == null ? null : withoutAddress(text);
        }

        /** The address that was sent to be hashed is kept nowhere else either. */
        private String withoutAddress(String text) {
            String address = addressHash == null ? null : fields.peek("ip");
            return addressHash == null || address == null ? text : addressHash.withoutAddress(text, address);
        }
    }
}
