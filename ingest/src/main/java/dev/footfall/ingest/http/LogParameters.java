package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.accesslog.LogFormat;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.accesslog.PostedLog.Envelope;
import dev.footfall.ingest.accesslog.Routes;
import dev.footfall.ingest.http.Bodies.Submission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The parameters that say how a posted log is to be read: those of the command that imports files. */
final class LogParameters {
    private static final Set<String> NAMES = Set.of("format", "source", "zone", "route", "line", "allow-no-agent");
    private static final int MOST_KEPT = 100;

    private final VisitorSecret secret;
    private final VisitorKeys keys;
    private final Map<Map<String, List<String>>, Submission<Reading>> kept = new ConcurrentHashMap<>();

    LogParameters(VisitorSecret secret, VisitorKeys keys) {
        this.secret = secret;
        this.keys = keys;
    }

    record Reading(LogSettings settings, Optional<Envelope> envelope, boolean isAgentless) {}

    /** The reading that a query asks for, or the 400 that names what is wrong; made once for equal queries. */
    Submission<Reading> of(Map<String, List<String>> query) {
        Submission<Reading> known = kept.get(query);
        if (known != null) return known;
        Submission<Reading> reading = read(query);
        if (reading instanceof Submission.Fact && kept.size() < MOST_KEPT) kept.put(Map.copyOf(query), reading);
        return reading;
    }

    private Submission<Reading> read(Map<String, List<String>> query) {
        try {
            return new Submission.Fact<>(reading(query));
        } catch (BadParameter e) {
            return Submission.bad(e.reason);
        }
    }

    private Reading reading(Map<String, List<String>> query) throws BadParameter {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name))
                throw new BadParameter(
                        name, "no such parameter; there are format, source, zone, " + "route, line and allow-no-agent");
        }
        LogFormat format = format(one(query, "format").orElse(""), one(query, "zone"));
        Routes routes = checked("route", () -> Routes.of(query.getOrDefault("route", List.of())));
        String source = one(query, "source").orElse("");
        LogSettings settings =
                checked("source", () -> new LogSettings(format, routes, source, Duration.ZERO, secret, keys));
        return new Reading(settings, one(query, "line").map(Envelope::new), isTrue(query, "allow-no-agent"));
    }

    /** Files of declarations are on the operator's machine: who posts may not have them opened. */
    private static LogFormat format(String label, Optional<String> zone) throws BadParameter {
        if (label.startsWith("file:")) {
            throw new BadParameter("format", "declarations in files are for the commands import and tail");
        }
        LogFormat format = checked("format", () -> LogFormat.ofLabel(label));
        LogFormat zoned = zone.isEmpty() ? format : format.in(checked("zone", () -> ZoneId.of(zone.get())));
        if (zoned.lines().filter(lines -> lines.isZoneMissing()).isPresent()) {
            throw new BadParameter("zone", "the times of " + label + " have no offset: it has to be said");
        }
        return zoned;
    }

    private static boolean isTrue(Map<String, List<String>> query, String name) throws BadParameter {
        String said = one(query, name).orElse("false");
        if (said.equals("true") || said.equals("false")) return said.equals("true");
        throw new BadParameter(name, "must be true or false");
    }

    private static Optional<String> one(Map<String, List<String>> query, String name) throws BadParameter {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) throw new BadParameter(name, "is there more than once");
        return values.stream().findFirst();
    }

    private static <T> T checked(String name, Supplier<T> value) throws BadParameter {
        try {
            return value.get();
        } catch (DateTimeException e) {
            throw new BadParameter(name, "must be a zone, such as Europe/Berlin");
        } catch (IllegalArgumentException e) {
            throw new BadParameter(name, withoutName(name, String.valueOf(e.getMessage())));
        }
    }

    private static String withoutName(String name, String message) {
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    private static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Decoded.Malformed reason;

        BadParameter(String name, String error) {
            super(error);
            this.reason = new Decoded.Malformed(name, error);
        }
    }
}
