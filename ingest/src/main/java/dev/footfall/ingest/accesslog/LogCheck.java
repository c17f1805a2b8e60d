package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.accesslog.Routes.RequestLine;
import dev.footfall.ingest.logformat.Formats.Detection;
import dev.footfall.ingest.logformat.LineFormat;
import dev.footfall.ingest.logformat.LineFormat.LineParser;
import dev.footfall.ingest.logformat.ParsedLine;
import dev.footfall.ingest.logformat.ParsedLine.Access;
import dev.footfall.ingest.redaction.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A look at access logs before they are imported: how their lines are understood. Nothing is sent anywhere. */
public final class LogCheck {
    private static final int DETECTED_LINES = 200;
    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_REFUSALS = 5;
    private static final int MAX_PATHS = 100_000;
    private static final int PARTIAL_CONTENT = 206;

    private final Routes routes;
    private final LineFormat format;
    private final long maxLines;
    private final List<LogReport.ShownLine> shown = new ArrayList<>();
    private final List<LogReport.Refusal> refusals = new ArrayList<>();
    private final Map<String, Long> unrouted = new HashMap<>();
    private long requests;
    private long skipped;
    private long unreadable;
    private long withoutAgent;
    private long withoutUser;
    private long notRouted;
    private long withoutRange;

    private LogCheck(Routes routes, LineFormat format, long maxLines) {
        this.routes = routes;
        this.format = format;
        this.maxLines = maxLines;
    }

    /**
     * Reads files, each to its end or for so many lines; pipes, which can be read only once, are left out.
     *
     * @throws IllegalArgumentException if a file does not exist, is a directory or is binary
     */
    public static LogReport of(Routes routes, LineFormat format, List<Path> files, long maxLines) {
        var check = new LogCheck(routes, format, maxLines);
        for (Path file : files) {
            if (isReadTwice(file)) check.read(file);
        }
        return check.report();
    }

    /** The format of the first of these files by its first lines; empty if it is not recognised, or is a pipe. */
    public static Optional<LineFormat> detect(List<Path> files) {
        Path first = files.get(0);
        if (!isReadTwice(first)) return Optional.empty();
        var lines = new ArrayList<byte[]>();
        LogFile log = LogFile.check(first);
        try (InputStream text = log.text(Files.newInputStream(first), new AtomicLong())) {
            var reader = new LineReader(text);
            while (lines.size() < DETECTED_LINES && (reader.next() || reader.nextUnended())) {
                if (!reader.isOverlong() && !LogLines.isBlank(reader.line())) lines.add(reader.line());
            }
        } catch (IOException e) {
            return Detection.of(lines); // as far as it can be read: the import names what is wrong with it
        }
        return Detection.of(lines);
    }

    private static boolean isReadTwice(Path file) {
        return Files.isRegularFile(file) || !Files.exists(file);
    }

    private void read(Path file) {
        LogFile log = LogFile.check(file);
        LineParser parser = format.open();
        long number = 0;
        try (InputStream text = log.text(Files.newInputStream(file), new AtomicLong())) {
            var reader = new LineReader(text);
            while (number < maxLines && (reader.next() || reader.nextUnended())) {
                number++;
                if (!reader.isOverlong() && !LogLines.isBlank(reader.line())) {
                    add(parser.parse(reader.line()), file, number);
                }
            }
        } catch (IOException e) {
            refusals.add(new LogReport.Refusal(file, number + 1, "line", LogFile.reason(e)));
        }
    }

    private void add(ParsedLine line, Path file, long number) {
        if (line instanceof Access access) {
            add(access, file, number);
        } else if (line instanceof ParsedLine.Unreadable fault) {
            unreadable++;
            if (refusals.size() < SHOWN_REFUSALS) {
                refusals.add(new LogReport.Refusal(file, number, fault.field(), fault.error()));
            }
        } else {
            skipped++;
        }
    }

    private void add(Access access, Path file, long number) {
        requests++;
        if (!access.hasAgent()) withoutAgent++;
        if (!access.isAuthenticated()) withoutUser++;
        if (access.status() == PARTIAL_CONTENT && access.part().start() == null) withoutRange++;
        Optional<RequestLine> request = RequestLine.of(access.request());
        Optional<Target> target = request.flatMap(known -> routes.target(known.path()));
        if (target.isEmpty()) {
            notRouted++;
            request.ifPresent(known -> count(Redaction.withoutClient(known.path(), access.client())));
        }
        if (shown.size() < SHOWN_LINES) shown.add(LogReport.ShownLine.of(file, number, access, target));
    }

    private void count(String path) {
        if (unrouted.size() < MAX_PATHS || unrouted.containsKey(path)) unrouted.merge(path, 1L, Long::sum);
    }

    private LogReport report() {
        List<LogReport.UnroutedPath> paths = unrouted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(LogReport.SHOWN_PATHS)
                .map(path -> new LogReport.UnroutedPath(
                        path.getKey(),
                        path.getValue(),
                        RouteProposal.of(path.getKey()).orElse("")))
                .toList();
        var counts =
                new LogReport.Counts(requests, skipped, unreadable, withoutAgent, withoutUser, notRouted, withoutRange);
        return new LogReport(format, counts, shown, refusals, paths);
    }

    /** Routes that could be meant for paths which no route knows: a first guess, for people to correct. */
    static final class RouteProposal {
        private RouteProposal() {}

        /** The route of a path, as {@code --route} takes it; empty if there is none to propose. */
        static Optional<String> of(String path) {
            List<String> segments = List.of(path.substring(1).split("/", -1));
            if (segments.get(0).isEmpty()) return Optional.empty();
            String template = switch (segments.size()) {
                case 1 -> "/{name}=dataset:files/{name}";
                case 2 -> "/" + segments.get(0) + "/{name}=dataset:" + segments.get(0) + "/{name}";
                default -> "/" + segments.get(0) + "/{name}/{path*}=dataset:" + segments.get(0) + "/{name}";
            };
            try {
                boolean isRoute = Routes.of(List.of(template)).target(path).isPresent();
                return isRoute ? Optional.of(template) : Optional.empty();
            } catch (IllegalArgumentException e) { // its first segment is no name of a namespace
                return Optional.empty();
            }
        }
    }
}
