package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Comparator;

/** A repository that was found. Naturally ordered: better matches first, then more downloads, then by key. */
public record SearchHit(RepoId repo, NameMatch match, long downloads) implements Comparable<SearchHit> {
    private static final Comparator<SearchHit> BEST_FIRST = Comparator.comparing(SearchHit::match)
            .thenComparing(SearchHit::downloads, Comparator.reverseOrder())
            .thenComparing(hit -> hit.repo().key());

    public boolean isBefore(NameMatch other, long otherDownloads) {
        int order = match.compareTo(other);
        return order < 0 || (order == 0 && downloads > otherDownloads);
    }

    public boolean isAfter(NameMatch other, long otherDownloads) {
        int order = match.compareTo(other);
        return order > 0 || (order == 0 && downloads < otherDownloads);
    }

    @Override
    public int compareTo(SearchHit other) {
        return BEST_FIRST.compare(this, other);
    }
}
