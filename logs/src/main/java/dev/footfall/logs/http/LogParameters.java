package dev.footfall.logs.http;

import dev.footfall.events.FieldError;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.Replies;
import dev.footfall.logs.accesslog.InboundLog;
import dev.footfall.logs.accesslog.LineEnvelope;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogReading;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.logs.client.DayTrust;
import dev.footfall.web.HttpProblemException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The parameters that say how a posted log is to be read: those of the command that imports files. */
final class LogParameters {
    private static final Set<String> NAMES = Set.of("format", "source", "zone", "route", "line", "allow-no-agent");
    private static final Pattern PATTERN = Pattern.compile("\\{[^{}]*:");
    private static final int MOST_KEPT = 100;

    private final RouteSettings routes;
    private final String producer; // without one, format and source must be said
    private final IngestWiring wiring;
    private final DayTrust proxies;
    private final Map<Map<String, List<String>>, LogReading> kept = new ConcurrentHashMap<>();

    LogParameters(RouteSettings routes, String producer, IngestWiring wiring, DayTrust proxies) {
        this.routes = routes;
        this.producer = producer;
        this.wiring = wiring;
        this.proxies = proxies;
    }

    /** Made once for equal queries. */
    LogReading of(Map<String, List<String>> query) {
        LogReading known = kept.get(query);
        if (known != null) return known;
        LogReading reading = reading(query);
        if (kept.size() < MOST_KEPT) kept.put(Map.copyOf(query), reading);
        return reading;
    }

    private LogReading reading(Map<String, List<String>> query) {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name))
                throw bad(name, "no such parameter; allowed are format, source, zone, route, line and allow-no-agent");
        }
        LogFormat format = one(query, "format")
                .map(label -> format(label, one(query, "zone")))
                .orElseGet(() -> producer.isEmpty() ? format("", Optional.empty()) : InboundLog.REQUESTS);
        List<String> posted = query.getOrDefault("route", List.of());
        if (posted.stream().anyMatch(route -> PATTERN.matcher(route).find())) {
            throw bad("route", "regular expressions can take forever, so they are allowed only in the setting routes");
        }
        Routes known = checked("route", () -> routes.after(posted).routes());
        String source = one(query, "source").orElse(producer);
        LogSettings settings = checked(
                "source",
                () -> new LogSettings(format, known, source, wiring.secret())
                        .with(wiring.keys())
                        .with(proxies));
        return new LogReading(settings, one(query, "line").map(LineEnvelope::new), isTrue(query, "allow-no-agent"));
    }

    /** Files of declarations are on the operator's machine: who posts may not have them opened. */
    private static LogFormat format(String label, Optional<String> zone) {
        if (label.startsWith("file:")) {
            throw bad("format", "declarations in files are allowed only in the commands import and tail");
        }
        LogFormat format = checked("format", () -> LogFormat.ofLabel(label));
        LogFormat zoned = zone.isEmpty() ? format : format.in(checked("zone", () -> ZoneId.of(zone.get())));
        if (zoned.isZoneMissing()) {
            throw bad("zone", "the times of " + label + " have no offset: zone is required");
        }
        return zoned;
    }

    private static boolean isTrue(Map<String, List<String>> query, String name) {
        String said = one(query, name).orElse("false");
        if (said.equals("true") || said.equals("false")) return said.equals("true");
        throw bad(name, "must be true or false");
    }

    private static Optional<String> one(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) throw bad(name, "occurs more than once");
        return values.stream().findFirst();
    }

    private static <T> T checked(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (DateTimeException e) {
            throw bad(name, "must be a zone, such as Europe/Berlin");
        } catch (IllegalArgumentException e) {
            throw bad(name, withoutName(name, String.valueOf(e.getMessage())));
        }
    }

    private static String withoutName(String name, String message) {
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    private static HttpProblemException bad(String name, String error) {
        return new HttpProblemException(Replies.badField(new FieldError(name, error)));
    }
}
