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
    /** These and those of a later day. */
    RepositoryCounts plus(RepositoryCounts later) {
        return new RepositoryCounts(repo, counts.plus(later.counts), first, later.last);
    }
}
