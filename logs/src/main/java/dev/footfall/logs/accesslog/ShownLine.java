package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine.SentPart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

public record ShownLine(Path file, long number, List<ShownFact> facts) {
    public ShownLine {
        facts = List.copyOf(facts);
    }

    static ShownLine of(Path file, long number, LoggedRequest access, Routing routing) {
        String agent = Redaction.ofAgent(access.agent(), access.client());
        String user = Redaction.holdsAddress(access.user()) ? "none (an address)" : access.user();
        String request = access.request().replaceFirst("\\?.*?(?=( HTTP/\\S*)?$)", "");
        return new ShownLine(
                file,
                number,
                List.of(
                        new ShownFact("client", kindOf(access.client())),
                        new ShownFact("user", access.isAuthenticated() ? user : "nobody"),
                        new ShownFact(
                                "time",
                                Instant.ofEpochMilli(access.timeMillis()).toString()),
                        new ShownFact("request", Redaction.withoutClient(request, access.client())),
                        new ShownFact("status", String.valueOf(access.status())),
                        new ShownFact("bytes", String.valueOf(access.bytes())),
                        new ShownFact("part", part(access.part())),
                        new ShownFact("agent", access.hasAgent() ? agent : "unknown"),
                        new ShownFact("file of", file(routing, access.client()))));
    }

    private static String file(Routing routing, String client) {
        if (routing.target().isPresent()) return routing.target().get().repo().toString();
        String name = Redaction.withoutClient(routing.unusableName(), client);
        if (!routing.badName().isEmpty()) return "nothing: '" + name + "' is not a valid repository name";
        return name.isEmpty() ? "nothing: no route" : "nothing: '" + name + "' has no namespace";
    }

    static String kindOf(String client) {
        if (client.isEmpty()) return "unknown";
        if (client.indexOf(':') >= 0) return "an IPv6 address";
        return Redaction.holdsAddress(client) ? "an IPv4 address" : "a host name";
    }

    private static String part(SentPart part) {
        String start = part.start() == null ? "start unknown" : "from byte " + part.start();
        return start + (part.size() == null ? ", size unknown" : " of " + part.size());
    }
}
