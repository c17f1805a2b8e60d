package dev.footfall.aggregator.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Downloads of a repository by file.
 *
 * @param files the files with a name, in no particular order
 * @param othersDownloads the sum of the downloads of each other file
 * @param total those of the repository, with an empty path
 * @param bounded true if not every file with a path is told apart
 */
public record FileCounts(List<FileCount> files, long othersDownloads, FileCount total, boolean bounded) {
    public static final FileCounts NONE = new FileCounts(List.of(), 0, FileCount.ZERO, false);

    /** The most files of a sum that are told apart. */
    private static final int MOST = 20_000;

    /** {@code downloads}: the sessions that had it. */
    public record FileCount(String path, long downloads, long requests, long bytes) {
        public static final FileCount ZERO = new FileCount("", 0, 0, 0);

        /** Those that are told apart where not all can be come first. */
        static final Comparator<FileCount> MOST_FIRST = Comparator.comparingLong(FileCount::downloads)
                .thenComparingLong(FileCount::requests)
                .reversed()
                .thenComparing(FileCount::path);

        FileCount plus(FileCount other) {
            return new FileCount(
                    path,
                    downloads + other.downloads,
                    requests + other.requests,
                    DailyCounts.saturatedSum(bytes, other.bytes));
        }
    }

    public FileCounts {
        files = List.copyOf(files);
    }

    public static FileCounts sum(Collection<FileCounts> all) {
        Map<String, FileCount> files = new HashMap<>();
        long others = 0;
        FileCount total = FileCount.ZERO;
        boolean isBounded = false;
        for (FileCounts counts : all) {
            for (FileCount file : counts.files) files.merge(file.path(), file, FileCount::plus);
            others += counts.othersDownloads;
            total = total.plus(counts.total);
            isBounded |= counts.bounded;
        }
        return new FileCounts(List.copyOf(files.values()), others, total, isBounded)
                .first(MOST, FileCount.MOST_FIRST, true);
    }

    /** The first files in an order; all others are {@linkplain #others among the others}. */
    public FileCounts first(int most, Comparator<FileCount> order, boolean isBound) {
        List<FileCount> sorted = files.stream().sorted(order).toList();
        if (sorted.size() <= most) return new FileCounts(sorted, othersDownloads, total, bounded);
        long more = sorted.stream().skip(most).mapToLong(FileCount::downloads).sum();
        return new FileCounts(sorted.subList(0, most), othersDownloads + more, total, bounded || isBound);
    }

    public FileCount others() {
        long requests = files.stream().mapToLong(FileCount::requests).sum();
        long bytes = files.stream().mapToLong(FileCount::bytes).reduce(0, DailyCounts::saturatedSum);
        return new FileCount("", othersDownloads, total.requests() - requests, total.bytes() - bytes);
    }
}
