package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.List;

/** {@code downloads}: of each day of the query, ascending. */
public record DownloadSeries(RepoId repo, List<Long> downloads) implements RepositoryAnswer<DownloadSeries> {
    public DownloadSeries {
        downloads = List.copyOf(downloads);
    }

    @Override
    public DownloadSeries plus(DownloadSeries other) {
        return new DownloadSeries(repo, plus(downloads, other.downloads));
    }

    public static List<Long> plus(List<Long> one, List<Long> other) {
        List<Long> sums = new ArrayList<>(one);
        for (int i = 0; i < sums.size(); i++) sums.set(i, one.get(i) + other.get(i));
        return sums;
    }
}
