package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.List;

/**
 * The downloads of a repository day by day.
 *
 * @param repo the repository
 * @param downloads of each day of the query, ascending
 */
public record DownloadSeries(RepoId repo, List<Long> downloads) implements RepositoriesQuery.Part<DownloadSeries> {
    public DownloadSeries {
        downloads = List.copyOf(downloads);
    }

    /** The downloads of all its days. */
    public long sum() {
        return downloads.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public DownloadSeries plus(DownloadSeries other) {
        return new DownloadSeries(repo, plus(downloads, other.downloads));
    }

    /** The sums of two series of the same days. */
    public static List<Long> plus(List<Long> one, List<Long> other) {
        List<Long> sums = new ArrayList<>(one);
        for (int i = 0; i < sums.size(); i++) sums.set(i, one.get(i) + other.get(i));
        return sums;
    }
}
