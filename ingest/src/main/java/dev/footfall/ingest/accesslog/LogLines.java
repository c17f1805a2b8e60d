package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.logformat.CombinedLogFormat;
import dev.footfall.ingest.logformat.LineFormat;
import dev.footfall.ingest.logformat.LineParser;
import dev.footfall.ingest.logformat.ParsedLine.Access;
import dev.footfall.ingest.logformat.ParsedLine.Unreadable;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.ingest.redaction.Redaction;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Lines of a server's log as download events: every routed request becomes one, whatever its method and status.
 *
 * <p>No event carries the address of its client: path, revision and agent lose it, the visitor is its keyed hash (of
 * the agent as logged), and a user name that holds an address is not taken for a user. Texts that are too long for an
 * event are cut. A line that cannot be read is kept from its time on, where client and user stand before that, else not at all.
 */
final class LogLines implements LineInterpreter {
    private static final int HASH_DIGITS = 16;

    private final LogSettings settings;
    private final LineFormat format;
    private final LineParser parser;
    private final Clock clock;
    private final Visitors visitors = new Visitors();
    private final LineCounts counts = new LineCounts();

    LogLines(LogSettings settings, LineFormat format, Clock clock) {
        this.settings = settings;
        this.format = format;
        this.parser = format.open();
        this.clock = clock;
    }

    @Override
    public LineOutcome read(byte[] line, long number) {
        if (isBlank(line)) return LineOutcome.Blank.INSTANCE;
        return parser.parse(line)
                .fold(
                        access -> routed(access.earlierBy(settings.clockAhead()), line, number),
                        skipped -> LineOutcome.Skipped.INSTANCE,
                        unreadable -> rejected(unreadable, line, number));
    }

    @Override
    public void pass(byte[] line) {
        boolean isRouted = parser.parse(line)
                .fold(
                        access -> target(RequestLine.of(access.request())).isPresent(),
                        skipped -> false,
                        unreadable -> false);
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

    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') return false;
        }
        return true;
    }

    private LineOutcome routed(Access access, byte[] line, long number) {
        Optional<RequestLine> request = RequestLine.of(access.request());
        Optional<Target> target = target(request);
        if (target.isEmpty() || holdsClient(target.get(), access)) return LineOutcome.NotRouted.INSTANCE;
        Optional<Unreadable> fault = fault(access);
        if (fault.isPresent()) return rejected(fault.get(), line, number);
        Instant time = Instant.ofEpochMilli(access.timeMillis());
        VisitorSecret key = settings.keys().at(time);
        return visitors.of(access, key)
                .<LineOutcome>map(visitor -> new LineOutcome.Routed(new DownloadEvent(
                        id(line, key),
                        time,
                        target.get().repo(),
                        visitor.id(),
                        request(request.orElseThrow(), target.get(), access),
                        details(target.get(), visitor, access))))
                .orElseGet(() -> rejected(new Unreadable("ip", "must be an IP address or a host name"), line, number));
    }

    /** Repositories are not named after those who fetch from them; somebody is trying. */
    private static boolean holdsClient(Target target, Access access) {
        String name = target.repo().fullName();
        return !Redaction.withoutClient(name, access.client()).equals(name);
    }

    private Optional<Unreadable> fault(Access access) {
        if (access.status() < 100 || access.status() > 599) {
            return Optional.of(new Unreadable("status", "must be 100 to 599"));
        }
        if (access.timeMillis() < 0) return Optional.of(new Unreadable("time", "is before 1970"));
        if (access.timeMillis() > clock.millis() + EventCodec.MAX_AHEAD_MILLIS) {
            return Optional.of(new Unreadable("time", "is more than 24 hours ahead"));
        }
        if (access.isAuthenticated() && !VisitorId.isName(access.user())) {
            String rule = "must be at most " + VisitorId.MAX_USER_LENGTH + " characters, and no id in a user's place";
            return Optional.of(new Unreadable("user", rule));
        }
        return Optional.empty();
    }

    private Optional<Target> target(Optional<RequestLine> request) {
        return request.flatMap(known -> settings.routes().target(known.path()));
    }

    /** One hash is enough where the secret is the key and no equal line came before. */
    private String id(byte[] line, VisitorSecret key) {
        String hash = hash(line);
        int before = countBefore(hash);
        return before == 0 && key == settings.secret() ? hash : key.lineId(source(), line, before);
    }

    /** The hash by which a line is known in memory, whatever the key of its day. */
    private String hash(byte[] line) {
        return settings.secret().lineId(source(), line, 0);
    }

    private int countBefore(String hash) {
        return counts.countBefore(Long.parseUnsignedLong(hash, 0, HASH_DIGITS, 16));
    }

    private static DownloadEvent.Request request(RequestLine request, Target target, Access access) {
        return new DownloadEvent.Request(
                target.via(),
                request.method(),
                access.status(),
                access.bytes(),
                access.part().start(),
                access.part().size());
    }

    private DownloadEvent.Details details(Target target, Visitors.Visitor visitor, Access access) {
        String revision = target.revision();
        return new DownloadEvent.Details(
                cut(target.path(), access, DownloadEvent.Details.MAX_PATH_LENGTH),
                revision == null ? null : cut(revision, access, DownloadEvent.Details.MAX_REVISION_LENGTH),
                visitor.agent(),
                source());
    }

    private static String cut(String text, Access access, int characters) {
        return LogText.cut(Redaction.withoutClient(text, access.client()), characters);
    }

    /** Keeps of the line what follows the user, whose name may be spelled in any way before the time. */
    private LineOutcome rejected(Unreadable unreadable, byte[] line, long number) {
        String kept = format.startsWithClient() ? Redaction.ofLine(line, CombinedLogFormat.endOfUser(line)) : "";
        var origin = new RejectedEvent.FromLine(source(), number, kept);
        return new LineOutcome.Rejected(new RejectedEvent(unreadable.field(), unreadable.error(), origin));
    }
}
