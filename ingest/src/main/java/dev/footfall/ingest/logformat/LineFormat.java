package dev.footfall.ingest.logformat;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A format of access logs: where the fields stand in a line, and how the facts are read from them. Immutable. */
public record LineFormat(
        About about,
        Shape shape,
        Function<@Nullable ZoneId, LineParser> parsers,
        @Nullable ZoneId zone) {
    /**
     * {@code limits} says what its lines cannot say, "" when nothing; {@code samples} are lines of a log, with those of
     * a header.
     */
    public record About(String name, String summary, String limits, List<String> samples, String declaration) {
        public About {
            samples = List.copyOf(samples);
        }
    }

    /**
     * {@code needsZone}: times have no offset, and the format names no zone; {@code startsWithClient}: the client is
     * the first word, and a user stands only before the time.
     */
    record Shape(boolean needsZone, boolean startsWithClient, boolean hasHeader) {}

    public LineFormat in(ZoneId other) {
        return new LineFormat(about, shape, parsers, other);
    }

    /** True if lines cannot be read before {@link #in} was called. */
    public boolean isZoneMissing() {
        return shape.needsZone() && zone == null;
    }

    public boolean startsWithClient() {
        return shape.startsWithClient();
    }

    public boolean hasHeader() {
        return shape.hasHeader();
    }

    public LineParser open() {
        return parsers.apply(zone);
    }

    @Override
    public String toString() {
        return about.name();
    }

    /** In the file's order: what its header says holds for the lines after it. Used by one thread. */
    public interface LineParser {
        ParsedLine parse(byte[] line);
    }
}
