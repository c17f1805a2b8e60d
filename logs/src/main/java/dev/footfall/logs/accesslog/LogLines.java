package dev.footfall.logs.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.EventTime;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.CombinedLogFormat;
import dev.footfall.logs.logformat.LineFormat;
import dev.footfall.logs.logformat.LineParser;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a server's log as download events, one for each routed request. None carries the address of its client: path,
 * revision and agent lose it, the visitor is its keyed hash, and a user name that holds one is none. Texts that are too
 * long are cut. A line that cannot be read is kept from its time on, or not at all.
 */
final class LogLines implements LineInterpreter {
    private static final int HASH_DIGITS = 16;

    private final LogSettings settings;
    private final LineFormat format;
    private final LineParser parser;
    private final Clock clock;
    private final RecentRequests requests;
    private final RequestClients clients;
    private final Visitors visitors;
    private final LineCounts counts = new LineCounts();
    private final LogFindings findings;
    private boolean hasAgents;
    private boolean hasUnquotedEnds;

    LogLines(LogSettings settings, LineFormat format, Clock clock, LogFindings findings) {
        this.settings = settings;
        this.format = format;
        this.parser = format.open();
        this.clock = clock;
        this.findings = findings;
        this.clients = new RequestClients(settings.proxies(), settings.source());
        this.visitors = new Visitors(settings.keys());
        this.requests = new RecentRequests(settings.routes(), settings.source());
    }

    @Override
    public LineOutcome read(byte[] line, long number) {
        if (LineInterpreter.isBlank(line)) return LineOutcome.NoEvent.BLANK;
        ParsedLine parsed = clients.read(inTime(parser.parse(line)));
        if (parsed instanceof LoggedRequest access) {
            hasAgents |= !access.agent().isEmpty();
            hasUnquotedEnds |= !endsWithQuote(line);
            return routed(access, line, number);
        }
        if (parsed instanceof Unreadable unreadable) return rejected(unreadable, line, number);
        return LineOutcome.NoEvent.SKIPPED;
    }

    private ParsedLine inTime(ParsedLine parsed) {
        return parsed instanceof LoggedRequest access ? access.earlierBy(settings.clockAhead()) : parsed;
    }

    @Override
    public LineOutcome readUnended(LineReader reader, long number) {
        byte[] line = reader.line();
        boolean isCut = hasAgents
                && parser.parse(line) instanceof LoggedRequest access
                && (access.agent().isEmpty() || !(hasUnquotedEnds || endsWithQuote(line)));
        var fault = new Unreadable(
                Unreadable.LINE, "has no end: it lacks the agent or the last quote of the lines " + "before it");
        return isCut ? rejected(fault, line, number) : read(reader, number);
    }

    private static boolean endsWithQuote(byte[] line) {
        return line[line.length - 1] == '"';
    }

    @Override
    public void pass(byte[] line) {
        boolean isRouted = parser.parse(line) instanceof LoggedRequest access
                && requests.of(access.request()).request().isPresent();
        if (isRouted) countBefore(hash(line));
    }

    @Override
    public void header(byte[] line) {
        if (format.hasHeader()) parser.parse(line);
    }

    @Override
    public String source() {
        return settings.source();
    }

    private LineOutcome routed(LoggedRequest access, byte[] line, long number) {
        KnownRequest known = requests.of(access.request());
        if (known.request().isEmpty()) {
            findings.unrouted().add(access, known.routing());
            return known.routing().badName().isEmpty() ? LineOutcome.NoEvent.NOT_ROUTED : LineOutcome.NoEvent.BAD_NAME;
        }
        RoutedRequest request = known.request().get();
        if (request.holdsClient(access.client())) return LineOutcome.NoEvent.NOT_ROUTED;
        Optional<Unreadable> fault = fault(access);
        if (fault.isPresent()) return rejected(fault.get(), line, number);
        Instant time = Instant.ofEpochMilli(access.timeMillis());
        VisitorSecret key = settings.keys().at(time);
        Optional<Visitors.LoggedVisitor> visitor = visitors.of(access, key);
        if (visitor.isEmpty()) {
            return rejected(Visitors.NOBODY, line, number);
        }
        if (!clients.hold()) return read(line, number);
        findings.clients().add(access, clients.last());
        clients.addTo(findings.notes());
        return new LineOutcome.Routed(new DownloadEvent(
                id(line, key),
                time,
                request.repo(),
                visitor.get().id(),
                request.answered(access),
                request.details(access.client(), visitor.get())));
    }

    private Optional<Unreadable> fault(LoggedRequest access) {
        if (access.status() < 100 || access.status() > 599) {
            return Optional.of(new Unreadable("status", "must be 100 to 599"));
        }
        if (access.timeMillis() < 0) return Optional.of(new Unreadable("time", "is before 1970"));
        if (access.timeMillis() > clock.millis() + EventTime.MAX_AHEAD_MILLIS) {
            return Optional.of(new Unreadable("time", "is more than 24 hours ahead"));
        }
        if (access.isAuthenticated() && !UserId.isName(access.user())) {
            String rule = "must be at most " + VisitorId.MAX_USER_LENGTH + " characters, and must not be an id "
                    + "in place of a user";
            return Optional.of(new Unreadable("user", rule));
        }
        return Visitors.fault(access);
    }

    /** One hash is enough where the secret is the key and no equal line came before. */
    private String id(byte[] line, VisitorSecret key) {
        String hash = hash(line);
        int before = countBefore(hash);
        return before == 0 && key == settings.secret() ? hash : key.lineId(source(), line, before);
    }

    private String hash(byte[] line) {
        return settings.secret().lineId(source(), line, 0);
    }

    private int countBefore(String hash) {
        return counts.countBefore(HexFormat.fromHexDigitsToLong(hash, 0, HASH_DIGITS));
    }

    /** Keeps of the line what follows the user, whose name may be spelled in any way before the time. */
    private LineOutcome rejected(Unreadable unreadable, byte[] line, long number) {
        return new LineOutcome.Rejected(unreadable.field(), () -> {
            boolean isOneLine = !holdsNul(line); // else it has the user of another one
            String kept = isOneLine && format.startsWithClient()
                    ? Redaction.ofLine(line, CombinedLogFormat.endOfUser(line))
                    : "";
            var origin = new RejectedEvent.FromLine(source(), number, kept);
            return new RejectedEvent(unreadable.field(), unreadable.error(), origin);
        });
    }

    private static boolean holdsNul(byte[] line) {
        for (byte b : line) {
            if (b == 0) return true;
        }
        return false;
    }

    /** {@code routing} says why there is no request. */
    record KnownRequest(Optional<RoutedRequest> request, Routing routing) {}

    /** The most recent ones. Used by one thread. */
    static final class RecentRequests {
        private static final int REMEMBERED = 8_192;
        private static final int LONGEST_REMEMBERED = 1_024;
        private static final KnownRequest NO_REQUEST = new KnownRequest(Optional.empty(), Routing.NONE);

        private final Routes routes;
        private final String source;
        private final Map<String, KnownRequest> recent = new HashMap<>();

        RecentRequests(Routes routes, String source) {
            this.routes = routes;
            this.source = source;
        }

        KnownRequest of(String logged) {
            KnownRequest known = recent.get(logged);
            if (known != null) return known;
            KnownRequest request = RequestLine.of(logged).map(this::routed).orElse(NO_REQUEST);
            if (logged.length() > LONGEST_REMEMBERED) return request;
            if (recent.size() == REMEMBERED) recent.clear();
            recent.put(logged, request);
            return request;
        }

        private KnownRequest routed(RequestLine line) {
            Routing routing = routes.routing(line);
            return new KnownRequest(
                    routing.target().map(target -> new RoutedRequest(line.method(), target, source)), routing);
        }
    }

    static final class RoutedRequest {
        private final String method;
        private final RouteTarget target;
        private final String source;
        private final boolean isPlain;
        private @Nullable EventDetails recent;

        RoutedRequest(String method, RouteTarget target, String source) {
            String revision = target.revision();
            this.method = method;
            this.target = target;
            this.source = source;
            this.isPlain = !Redaction.mayHoldAddress(target.repo().fullName())
                    && !Redaction.mayHoldAddress(target.path())
                    && (revision == null || !Redaction.mayHoldAddress(revision));
        }

        RepoId repo() {
            return target.repo();
        }

        /** Repositories are not named after those who fetch from them; somebody is trying. */
        boolean holdsClient(String client) {
            if (isPlain) return false;
            String name = target.repo().fullName();
            return !Redaction.withoutClient(name, client).equals(name);
        }

        FileRequest answered(LoggedRequest access) {
            return new FileRequest(
                    target.via(),
                    method,
                    access.status(),
                    access.bytes(),
                    access.part().start(),
                    access.part().size());
        }

        /** Most requests for a file come from the same few agents. */
        EventDetails details(String client, Visitors.LoggedVisitor visitor) {
            EventDetails known = recent;
            if (known != null && isPlain && visitor.isIn(known)) return known;
            String revision = target.revision();
            var details = new EventDetails(
                    cut(target.path(), client, EventDetails.MAX_PATH_LENGTH),
                    revision == null ? null : cut(revision, client, EventDetails.MAX_REVISION_LENGTH),
                    visitor.agent(),
                    source,
                    visitor.network(),
                    visitor.country());
            recent = details;
            return details;
        }

        private static String cut(String text, String client, int characters) {
            return LogText.cut(Redaction.withoutClient(text, client), characters);
        }
    }
}
