package dev.footfall.aggregator.counts;

import dev.footfall.events.Via;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counted files of one repository that one file server observed. Naturally ordered: the most files first, then by name.
 *
 * @param source the file server's name, as its events have it; not empty
 */
public record SourceFiles(String source, Instant first, Map<Via, Way> ways) implements Comparable<SourceFiles> {
    private static final Comparator<SourceFiles> MOST_FILES_FIRST =
            Comparator.comparingLong(SourceFiles::files).reversed().thenComparing(SourceFiles::source);

    public record Way(long files, Instant last) {
        private Way plus(Way other) {
            return new Way(files + other.files, last.isAfter(other.last) ? last : other.last);
        }
    }

    public SourceFiles {
        if (ways.isEmpty()) throw new IllegalArgumentException("no files from " + source);
        ways = Collections.unmodifiableMap(new EnumMap<>(ways));
    }

    public SourceFiles plus(SourceFiles other) {
        Map<Via, Way> sums = new EnumMap<>(ways);
        other.ways.forEach((via, way) -> sums.merge(via, way, Way::plus));
        return new SourceFiles(source, first.isBefore(other.first) ? first : other.first, sums);
    }

    public long files() {
        return ways.values().stream().mapToLong(Way::files).sum();
    }

    public long filesBy(Via via) {
        Way way = ways.get(via);
        return way == null ? 0 : way.files();
    }

    public Instant last() {
        return Collections.max(ways.values().stream().map(Way::last).toList());
    }

    @Override
    public int compareTo(SourceFiles other) {
        return MOST_FILES_FIRST.compare(this, other);
    }
}
