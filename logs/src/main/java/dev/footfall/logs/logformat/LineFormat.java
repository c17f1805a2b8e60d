package dev.footfall.logs.logformat;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A format of access logs: where the fields stand in a line, and how the facts are read from them. Immutable.
 *
 * @param needsZone times have no offset, and the format names no zone
 * @param isOfObjects a line may be an object of JSON
 * @param startsWithClient the client is the first word, and a user stands only before the time
 */
public record LineFormat(
        About about,
        boolean needsZone,
        boolean isOfObjects,
        boolean startsWithClient,
        boolean hasHeader,
        Function<@Nullable ZoneId, LineParser> parsers,
        @Nullable ZoneId zone) {
    /** {@code limits}: what its lines cannot say, or ""; {@code samples}: lines of a log, with those of a header. */
    public record About(String name, String summary, String limits, List<String> samples, String declaration) {
        public About {
            samples = List.copyOf(samples);
        }
    }

    public LineFormat in(ZoneId other) {
        return new LineFormat(about, needsZone, isOfObjects, startsWithClient, hasHeader, parsers, other);
    }

    /** True if lines cannot be read before {@link #in} was called. */
    public boolean isZoneMissing() {
        return needsZone && zone == null;
    }

    public LineParser open() {
        LineParser parser = parsers.apply(zone);
        return line -> NulBytes.isIn(line) ? NulBytes.fault(line) : parser.parse(line);
    }

    @Override
    public String toString() {
        return about.name();
    }
}
