package dev.footfall.logs.accesslog;

import dev.footfall.events.EventCodec;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.redaction.ClientAddress;
import dev.footfall.logs.client.FixedTrust;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.FormatAdvice;
import dev.footfall.logs.logformat.Formats;
import dev.footfall.logs.logformat.LineFormat;
import dev.footfall.logs.logformat.LineParser;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine;
import dev.footfall.logs.logformat.ParsedLine.Skipped;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** A look at access logs before they are imported: how their lines are understood. Nothing is sent anywhere. */
public final class LogCheck {
    private static final int DETECTED_LINES = 200;
    private static final int CHECKED_LINES = 1_000;
    private static final int COUNTED_LINES = 1_000_000;
    private static final int MOST_ROUTED = 100_000;
    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_REFUSALS = 5;
    private static final int PARTIAL_CONTENT = 206;
    private static final VisitorSecret ANY_SECRET = new VisitorSecret(new byte[VisitorSecret.MIN_BYTES]);

    private final Routes routes;
    private final LineFormat format;
    private final RequestClients clients;
    private final ClientFindings findings = new ClientFindings();
    private final long mostRouted;
    private final List<ShownLine> shown = new ArrayList<>();
    private final List<LogReport.Refusal> refusals = new ArrayList<>();
    private final UnroutedRequests unrouted = new UnroutedRequests(Long.MAX_VALUE);
    private final Map<RequestLine, RepoId> routed = new HashMap<>();
    private final RoutedAnswers answers = new RoutedAnswers();
    private String lastClient = "";
    private long lines;
    private long requests;
    private long skipped;
    private long unreadable;
    private long withoutAgent;
    private long withoutUser;
    private long notRouted;
    private long badNames;
    private long withoutRange;

    private LogCheck(LogRules rules, LineFormat format, long mostRouted) {
        this.routes = rules.routes();
        this.format = format;
        this.clients = new RequestClients(new FixedTrust(rules.proxies()), "");
        this.mostRouted = mostRouted;
    }

    /**
     * Each to its end or so many requests for files, but no pipes; after a million lines at least so many lines of each. Fails if
     * a file does not exist, is a directory or is binary.
     */
    public static LogReport of(LogRules rules, LineFormat format, List<Path> files, long mostRouted) {
        var check = new LogCheck(rules, format, mostRouted);
        for (Path file : files) {
            LogFile log = LogFile.check(file);
            if (Files.isRegularFile(file)) check.read(log);
        }
        return check.report();
    }

    /** The format of a file by its first lines: the one that reads most of them; empty if none does. */
    public static Optional<LogFormat> detect(Path file) {
        var lines = new ArrayList<byte[]>();
        forEachLine(file, DETECTED_LINES, lines::add);
        long events = lines.stream()
                .map(parser(LogFormat.NDJSON, ProxyTrust.UNSET))
                .filter(Skipped.class::isInstance)
                .count();
        return events * 2 > lines.size()
                ? Optional.of(LogFormat.NDJSON)
                : Formats.detect(lines).map(LogFormat::of);
    }

    /**
     * Checks that a format reads one of the first thousand lines of each file, and a client where there are routes; if not,
     * the message names one that does. Of a log of other operations alone it does, unless another format reads requests
     * in it: but conditions of an operator may skip what they like.
     */
    public static LogFormat require(LogFormat format, LogRules rules, List<Path> files) {
        for (Path file : files) {
            Function<byte[], ParsedLine> parser = parser(format, rules.proxies());
            var lines = new ArrayList<ParsedLine>();
            forEachLine(file, CHECKED_LINES, line -> {
                ParsedLine parsed = parser.apply(line); // a directive too: it names the fields of the lines below it
                if (line[0] == '#') return;
                if (!(parsed instanceof LoggedRequest access) || isSomebody(access)) lines.add(parsed);
                else if (routing(rules.routes(), access).target().isPresent()) lines.add(Visitors.NOBODY);
            });
            boolean isRead = lines.stream().anyMatch(LoggedRequest.class::isInstance);
            if (isRead) requireLayout(format, file, lines);
            if (lines.isEmpty() || isRead) continue;
            Optional<LogFormat> another =
                    detect(file).filter(other -> !other.label().equals(format.label()));
            boolean hasOther = lines.stream().anyMatch(Skipped.class::isInstance);
            if (hasOther && (another.isEmpty() || !Formats.PRESETS.contains(format.label()))) continue;
            String advice = another.map(other -> String.format(
                            Locale.ROOT, "%,d lines read as `%s`", read(file, other, rules), other.label()))
                    .orElseGet(() -> {
                        Optional<String> nearest = nearest(file);
                        if (nearest.isPresent()) return nearest.get();
                        var first = (Unreadable) lines.get(0);
                        return "the first: " + first.field() + ": " + first.error()
                                + "; no known format matches them; 'footfall formats' lists all";
                    });
            throw new IllegalArgumentException(file + ": none of the first " + lines.size() + " lines can be read as "
                    + format.label() + ", and nothing was written: " + advice);
        }
        return format;
    }

    private static Optional<String> nearest(Path file) {
        var lines = new ArrayList<byte[]>();
        forEachLine(file, DETECTED_LINES, lines::add);
        return FormatAdvice.of(lines);
    }

    /** Fails if most lines have a text in the user's place that is none: the others would be counted alone. */
    private static void requireLayout(LogFormat format, Path file, List<ParsedLine> lines) {
        List<Unreadable> others = lines.stream()
                .filter(Unreadable.class::isInstance)
                .map(Unreadable.class::cast)
                .filter(line -> line.field().equals("user"))
                .toList();
        if (others.size() * 2 <= lines.size()) return;
        throw new IllegalArgumentException(file + ": " + others.size() + " of the first " + lines.size()
                + " lines have another layout than " + format.label() + ", and nothing was written: the first: user: "
                + others.get(0).error());
    }

    private static long read(Path file, LogFormat format, LogRules rules) {
        Function<byte[], ParsedLine> parser = parser(format, rules.proxies());
        var read = new AtomicLong();
        forEachLine(file, COUNTED_LINES, line -> read.addAndGet(parser.apply(line) instanceof Unreadable ? 0 : 1));
        return read.get();
    }

    /** An event is a line that is skipped. */
    private static Function<byte[], ParsedLine> parser(LogFormat format, ProxyTrust proxies) {
        if (format.lines().isPresent()) {
            LineParser parser = format.lines().get().in(ZoneOffset.UTC).open();
            var clients = new RequestClients(new FixedTrust(proxies), "");
            return line -> clients.read(parser.parse(line));
        }
        return line -> EventCodec.decode(line, System.currentTimeMillis(), ANY_SECRET)
                .fold(event -> new Skipped(), malformed -> new Unreadable(malformed.field(), malformed.error()));
    }

    /** Not blank, as far as they can be read: the import names what is wrong with the file. */
    private static void forEachLine(Path file, long most, Consumer<byte[]> consumer) {
        LogFile log = LogFile.check(file);
        if (!Files.isRegularFile(file)) return;
        try (InputStream text = log.text(Files.newInputStream(file), new AtomicLong())) {
            var reader = new LineReader(text);
            for (long lines = 0; lines < most && (reader.next() || reader.nextUnended()); ) {
                if (reader.isOverlong() || LineInterpreter.isBlank(reader.line())) continue;
                consumer.accept(reader.line());
                lines++;
            }
        } catch (IOException e) {
            // a cut gzip: its beginning is enough
        }
    }

    private void read(LogFile log) {
        Path file = log.path();
        LineParser parser = format.open();
        long number = 0;
        long routedBefore = routed();
        try (InputStream text = log.text(Files.newInputStream(file), new AtomicLong())) {
            var reader = new LineReader(text);
            while (mayGoOn(number, routed() - routedBefore) && (reader.next() || reader.nextUnended())) {
                number++;
                lines++;
                if (!reader.isOverlong() && !LineInterpreter.isBlank(reader.line())) {
                    add(parser.parse(reader.line()), file, number);
                }
            }
        } catch (IOException e) {
            refusals.add(new LogReport.Refusal(file, number + 1, "line", Unchecked.reason(e)));
        }
    }

    /** A log may begin with many requests that are for no file, such as probes. */
    private boolean mayGoOn(long read, long routed) {
        return routed < mostRouted && (read < mostRouted || lines < COUNTED_LINES);
    }

    private long routed() {
        return requests - notRouted - badNames;
    }

    private void add(ParsedLine line, Path file, long number) {
        ParsedLine known = clients.read(line);
        if (known instanceof LoggedRequest access) {
            add(access, file, number);
        } else if (known instanceof Unreadable fault) {
            refuse(fault, file, number);
        } else {
            skipped++;
        }
    }

    private void refuse(Unreadable fault, Path file, long number) {
        unreadable++;
        if (refusals.size() < SHOWN_REFUSALS) {
            refusals.add(new LogReport.Refusal(file, number, fault.field(), fault.error()));
        }
    }

    private void add(LoggedRequest access, Path file, long number) {
        Optional<RequestLine> request = RequestLine.of(access.request());
        Routing routing = request.map(routes::routing).orElse(Routing.NONE);
        Optional<Unreadable> fault = Visitors.fault(access);
        boolean isClient = access.client().equals(lastClient) || ClientAddress.isOne(access.client());
        if (isClient) lastClient = access.client(); // a visit is a run of lines
        else if (fault.isEmpty() && !Visitors.isUser(access)) fault = Optional.of(Visitors.NOBODY);
        if (routing.target().isPresent() && fault.isPresent()) {
            refuse(fault.get(), file, number);
            return;
        }
        requests++;
        findings.add(access, clients.last(), routing.target().isPresent());
        if (clients.hasUnusedIdent()) findings.addUnusedIdent();
        if (routing.target().isPresent() && !access.hasAgent()) withoutAgent++;
        if (!access.isAuthenticated()) withoutUser++;
        if (access.status() == PARTIAL_CONTENT && access.part().start() == null) withoutRange++;
        if (routing.target().isPresent()) {
            route(request.orElseThrow(), routing.target().get(), access);
        } else {
            if (routing.badName().isEmpty()) notRouted++;
            else badNames++;
            unrouted.add(access, routing);
        }
        if (shown.size() < SHOWN_LINES) shown.add(ShownLine.of(file, number, access, routing));
    }

    private void route(RequestLine request, RouteTarget target, LoggedRequest access) {
        if (routed.size() < MOST_ROUTED) routed.put(request, target.repo());
        if (answers.isSettled() || access.status() < 100 || access.status() > 599) return;
        answers.add(new FileRequest(
                target.via(),
                request.method(),
                access.status(),
                access.bytes(),
                access.part().start(),
                access.part().size()));
    }

    private static boolean isSomebody(LoggedRequest access) {
        return ClientAddress.isOne(access.client()) || Visitors.isUser(access);
    }

    private static Routing routing(Routes routes, LoggedRequest access) {
        return RequestLine.of(access.request()).map(routes::routing).orElse(Routing.NONE);
    }

    private LogReport report() {
        var counts = new LogReport.LogCounts(
                requests, skipped, unreadable, withoutAgent, withoutUser, notRouted, badNames, withoutRange);
        return new LogReport(
                format,
                counts,
                findings.summary(),
                shown,
                refusals,
                unrouted.explained(LogReport.SHOWN_PATHS, routes, routed),
                answers);
    }
}
