package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.ParsedLine.Access;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The recognition of a log's format by its first lines: the format that reads most of them, and more than half. Of those that
 * read as many, it is the first in an order that has the most exact ones first.
 */
public final class Detection {
    private static final List<String> FIRST = List.of("traefik", "artifactory-6", "combined");
    private static final List<String> LAST = List.of("fastly");

    private Detection() {}

    /** The format of these lines, with the header if there is one; empty if none reads them. */
    public static Optional<LineFormat> of(List<byte[]> lines) {
        Optional<LineFormat> best = Optional.empty();
        int most = lines.size() / 2;
        for (String name : order()) {
            LineFormat format = Formats.preset(name);
            int read = requests(format, lines);
            if (read <= most) continue;
            most = read;
            best = Optional.of(format);
        }
        return best;
    }

    private static List<String> order() {
        List<String> others = Formats.PRESETS.stream()
                .filter(name -> !FIRST.contains(name) && !LAST.contains(name))
                .toList();
        return List.of(FIRST, others, LAST).stream().flatMap(List::stream).toList();
    }

    /** The number of lines that are requests, or are none by the format's own conditions once there was one. */
    private static int requests(LineFormat format, List<byte[]> lines) {
        LineParser parser = format.in(ZoneOffset.UTC).open();
        int requests = 0;
        int skipped = 0;
        for (byte[] line : lines) {
            ParsedLine parsed = parser.parse(line);
            if (parsed instanceof ParsedLine.Skipped) skipped++;
            boolean isRequest = parsed instanceof Access access
                    && !access.client().isEmpty()
                    && !access.request().equals("-");
            if (isRequest) requests++;
        }
        return requests == 0 ? 0 : requests + skipped;
    }
}
