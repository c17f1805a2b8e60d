package dev.footfall.logs.accesslog;

import dev.footfall.logs.logformat.Formats;
import dev.footfall.logs.logformat.LineFormat;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A format of log lines by its label: a built-in or declared {@link LineFormat}, or NDJSON, whose lines are events.
 * Immutable.
 */
public record LogFormat(String label, Optional<LineFormat> lines) {
    public static final LogFormat COMBINED = of(Formats.preset("combined"));

    /** A download event as JSON on each line, with {@code ip} accepted in place of {@code visitor}. */
    public static final LogFormat NDJSON = new LogFormat("ndjson", Optional.empty());

    public static LogFormat of(LineFormat lines) {
        return new LogFormat(lines.about().name(), Optional.of(lines));
    }

    public static LogFormat ofLabel(String label) {
        return label.equals(NDJSON.label()) ? NDJSON : of(Formats.of(label));
    }

    public boolean isZoneMissing() {
        return lines.filter(LineFormat::isZoneMissing).isPresent();
    }

    /** True where a line may be an object of JSON. */
    boolean isOfObjects() {
        return lines.map(LineFormat::isOfObjects).orElse(true);
    }

    public LogFormat in(@Nullable ZoneId zone) {
        return zone == null ? this : lines.map(known -> of(known.in(zone))).orElse(this);
    }
}
