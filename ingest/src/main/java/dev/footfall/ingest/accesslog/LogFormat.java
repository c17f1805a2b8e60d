package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.logformat.Formats;
import dev.footfall.ingest.logformat.LineFormat;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public final class LogFormat {
    public static final LogFormat COMBINED = of(Formats.preset("combined"));

    /** A download event as JSON on each line, with {@code ip} accepted in place of {@code visitor}. */
    public static final LogFormat NDJSON = new LogFormat("ndjson", null);

    private final String label;
    private final @Nullable LineFormat lines;

    private LogFormat(String label, @Nullable LineFormat lines) {
        this.label = label;
        this.lines = lines;
    }

    public static LogFormat of(LineFormat lines) {
        return new LogFormat(lines.about().name(), lines);
    }

    public static LogFormat ofLabel(String label) {
        return label.equals(NDJSON.label()) ? NDJSON : of(Formats.of(label));
    }

    /** With the zone of times that have no offset; null leaves it as it is. */
    public LogFormat in(@Nullable ZoneId zone) {
        return zone == null || lines == null ? this : of(lines.in(zone));
    }

    public String label() {
        return label;
    }

    public Optional<LineFormat> lines() {
        return Optional.ofNullable(lines);
    }
}
