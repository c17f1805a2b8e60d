package dev.footfall.logs.logformat;

import dev.footfall.events.AgentSuffix;
import dev.footfall.logs.client.ClientTrail;
import java.time.Duration;

/**
 * A readable line, its texts as the client sent them: the server's escapes are undone.
 *
 * @param client the address of the connection, or a list of addresses; until {@link #of} the one that the rule has chosen
 * @param user the authenticated user, or a word for nobody, such as "-" and "anonymous"
 * @param timeMillis when the server logged the request, milliseconds since 1970 UTC
 * @param request the request line, perhaps without its protocol, whatever the client sent in its place
 * @param status three digits, not necessarily a valid HTTP status
 * @param bytes body bytes sent, ≥ 0; "-" is 0
 * @param agent the User-Agent, without what Google appends; "" or "-" when unknown
 * @param trail what else the line says of the client
 */
public record LoggedRequest(
        String client,
        String user,
        long timeMillis,
        String request,
        int status,
        long bytes,
        String agent,
        SentPart part,
        ClientTrail trail)
        implements ParsedLine {
    public LoggedRequest {
        agent = AgentSuffix.without(agent);
    }

    public LoggedRequest(
            String client, String user, long timeMillis, String request, int status, long bytes, String agent) {
        this(client, user, timeMillis, request, status, bytes, agent, SentPart.UNKNOWN, ClientTrail.NONE);
    }

    public LoggedRequest(
            String client,
            String user,
            long timeMillis,
            String request,
            int status,
            long bytes,
            String agent,
            SentPart part) {
        this(client, user, timeMillis, request, status, bytes, agent, part, ClientTrail.NONE);
    }

    public boolean isAuthenticated() {
        return !UserField.isNobody(user);
    }

    public boolean hasAgent() {
        return !agent.isEmpty() && !agent.equals("-");
    }

    public LoggedRequest earlierBy(Duration time) {
        if (time.isZero()) return this;
        return new LoggedRequest(
                client, user, timeMillis - time.toMillis(), request, status, bytes, agent, part, trail);
    }

    /** The same request of the client that a rule has chosen; what the line says of clients is used up. */
    public LoggedRequest of(String chosen, String chosenUser) {
        return new LoggedRequest(chosen, chosenUser, timeMillis, request, status, bytes, agent, part, ClientTrail.NONE);
    }
}
