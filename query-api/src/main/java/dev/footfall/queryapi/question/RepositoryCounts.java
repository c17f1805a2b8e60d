package dev.footfall.queryapi.question;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;

/**
 * The counts of one repository in a period.
 *
 * @param repo the repository
 * @param counts its downloads, files and bytes, at least one file
 * @param first the first day of the period with a file
 * @param last the last one
 */
public record RepositoryCounts(RepoId repo, HourlyCounts.Hour counts, LocalDate first, LocalDate last) {
    /** These and those of another day, or of another of its names. */
    RepositoryCounts plus(RepositoryCounts other) {
        return new RepositoryCounts(
                repo,
                counts.plus(other.counts),
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
