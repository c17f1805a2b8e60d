package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;

/** {@code first} and {@code last} are days of the period with a request. */
public record RepositoryCounts(RepoId repo, HourCounts counts, LocalDate first, LocalDate last) {
    public boolean hasFiles() {
        return counts.files() > 0;
    }

    RepositoryCounts plus(RepositoryCounts other) {
        return new RepositoryCounts(
                repo,
                counts.plus(other.counts),
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
