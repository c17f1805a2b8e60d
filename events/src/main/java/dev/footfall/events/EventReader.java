package dev.footfall.events;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One event of its JSON fields, which are read in the order in which a fault is reported. Used once, by one thread. */
record EventReader(JsonFields fields, EventCodec.@Nullable AddressHash addressHash) {
    Decoded event(long nowMillis) {
        String id = withoutAddress(fields.required("id", DownloadEvent.MAX_ID_LENGTH));
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        Optional<RepoId> repo = repo();
        String method = withoutAddress(fields.required("method", DownloadEvent.Request.MAX_METHOD_LENGTH));
        OptionalLong status = fields.integer("status", 100, 599);
        if (status.isEmpty()) fields.fail("status", "missing");
        Optional<VisitorId> visitor = visitor(time);
        String path = kept("path", DownloadEvent.Details.MAX_PATH_LENGTH);
        String revision = kept("revision", DownloadEvent.Details.MAX_REVISION_LENGTH);
        Via via = via();
        long bytes = fields.count("bytes").orElse(0);
        OptionalLong rangeStart = fields.count("range_start");
        OptionalLong size = fields.count("size");
        String userAgent = kept("user_agent", DownloadEvent.Details.MAX_USER_AGENT_LENGTH);
        String source = kept("source", DownloadEvent.Details.MAX_SOURCE_LENGTH);
        String network = network();

        Decoded.Malformed fault = fields.fault();
        if (fault != null) return fault;
        var details = new DownloadEvent.Details(path == null ? "" : path, revision, userAgent, source, network);
        var request = new DownloadEvent.Request(
                via, method, (int) status.orElseThrow(), bytes, nullable(rangeStart), nullable(size));
        return new Decoded.Event(
                new DownloadEvent(id, time, repo.orElseThrow(), visitor.orElseThrow(), request, details));
    }

    private Optional<RepoId> repo() {
        RepoType type = fields.repoType();
        String name = fields.required("repo");
        if (!withoutAddress(name).equals(name)) fields.fail("repo", "must not hold the client's address");
        return fields.repo(type, name);
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
        if (VisitorId.isName(user)) return Optional.of(VisitorId.user(user));
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
            return Optional.of(addressHash.visitor(address, fields.peek("user_agent"), time));
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
        boolean isName = name.map(network ->
                        NetworkName.isValid(network) && withoutAddress(network).equals(network))
                .orElse(true);
        if (!isName) fields.fail("network", "must be " + NetworkName.RULE);
        return name.orElse(null);
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
