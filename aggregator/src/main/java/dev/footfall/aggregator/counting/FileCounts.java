package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.NamedCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Downloads of a repository's day by file.
 *
 * @param files the files with a name, in no particular order
 * @param othersDownloads the sum of the downloads of each other file
 * @param total those of the repository, with an empty path
 * @param bounded true if not every file with a path is told apart
 */
record FileCounts(List<FileCount> files, long othersDownloads, FileCount total, boolean bounded) {
    /** {@code downloads}: the sessions that had it. */
    record FileCount(String path, long downloads, long requests, long bytes) {
        static final FileCount ZERO = new FileCount("", 0, 0, 0);

        private DailyCounts counts() {
            return new DailyCounts(downloads, 0, requests, bytes);
        }
    }

    public FileCounts {
        files = List.copyOf(files);
    }

    public FileCount others() {
        long requests = files.stream().mapToLong(FileCount::requests).sum();
        long bytes = files.stream().mapToLong(FileCount::bytes).reduce(0, DailyCounts::saturatedSum);
        return new FileCount("", othersDownloads, total.requests() - requests, total.bytes() - bytes);
    }

    /** Downloads of files do not add up to the total's: a session has several. */
    public NamedCounts byPath() {
        Map<String, DailyCounts> named = files.stream().collect(Collectors.toMap(FileCount::path, FileCount::counts));
        return new NamedCounts(named, others().counts(), total.counts(), bounded);
    }
}
