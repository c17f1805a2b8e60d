package dev.footfall.logs.accesslog;

import dev.footfall.events.EventDetails;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clients as events name them, the most recent ones remembered: a visit is a run of lines. Used by one thread. */
final class Visitors {
    static final Unreadable NOBODY = new Unreadable("ip", "must be an IP address or a host name");

    private static final Unreadable SHIFTED =
            new Unreadable("user", "must be one field: the line has one field " + "too many");
    private static final int REMEMBERED = 4_096;
    private static final int LONGEST_REMEMBERED_AGENT = 1_024;

    private final VisitorKeys keys;
    private final Map<Client, LoggedVisitor> recent = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, LoggedVisitor> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Set<String> plainAgents = new HashSet<>();

    Visitors(VisitorKeys keys) {
        this.keys = keys;
    }

    private record Client(VisitorSecret key, String address, String agent) {}

    /** {@code id} is the user, else the keyed hash of address and agent as logged; {@code agent} has no addresses. */
    record LoggedVisitor(
            VisitorId id,
            @Nullable String agent,
            @Nullable String network,
            @Nullable String country) {
        boolean isIn(EventDetails details) {
            return Objects.equals(details.userAgent(), agent)
                    && Objects.equals(details.network(), network)
                    && Objects.equals(details.country(), country);
        }
    }

    /** The fault of a user's name that is several fields of the line; people's names have spaces, too. */
    static Optional<Unreadable> fault(LoggedRequest access) {
        String user = access.user();
        boolean isShifted = user.indexOf(' ') >= 0
                && (user.startsWith("- ")
                        || user.endsWith(" -")
                        || Stream.of(user.split(" ", -1)).anyMatch(Redaction::holdsAddress));
        return isShifted ? Optional.of(SHIFTED) : Optional.empty();
    }

    static boolean isUser(LoggedRequest access) {
        return access.isAuthenticated() && !Redaction.holdsAddress(access.user());
    }

    /** Empty when nobody is named and the client is neither an address nor a host name. */
    Optional<LoggedVisitor> of(LoggedRequest access, VisitorSecret key) {
        if (isUser(access)) return Optional.of(visitor(VisitorId.user(access.user()), access));
        var client = new Client(key, access.client(), access.agent());
        LoggedVisitor known = recent.get(client);
        if (known != null) return Optional.of(known);
        Optional<LoggedVisitor> visitor = hashed(client).map(id -> visitor(id, access));
        if (client.agent().length() <= LONGEST_REMEMBERED_AGENT) visitor.ifPresent(v -> recent.put(client, v));
        return visitor;
    }

    private LoggedVisitor visitor(VisitorId id, LoggedRequest access) {
        return new LoggedVisitor(
                id,
                agent(access),
                keys.network(access.client()).orElse(null),
                keys.country(access.client()).orElse(null));
    }

    private static Optional<VisitorId> hashed(Client client) {
        try {
            return Optional.of(client.key().visitor(client.address(), client.agent()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable String agent(LoggedRequest access) {
        if (!access.hasAgent()) return null;
        String agent = access.agent();
        String kept = isPlain(agent) ? agent : Redaction.ofAgent(agent, access.client());
        return LogText.cut(kept, EventDetails.MAX_USER_AGENT_LENGTH);
    }

    private boolean isPlain(String agent) {
        if (plainAgents.contains(agent)) return true;
        if (agent.length() > LONGEST_REMEMBERED_AGENT || Redaction.holdsAddress(agent)) return false;
        if (plainAgents.size() == REMEMBERED) plainAgents.clear();
        return plainAgents.add(agent);
    }
}
