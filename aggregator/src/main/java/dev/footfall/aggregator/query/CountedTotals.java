package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import java.time.LocalDate;
import java.util.List;

/** The sums of all days of one repository. Immutable. */
public interface CountedTotals {
    DailyCounts counts();

    /** Downloads of the days [{@code from}, {@code to}], of those in the newest 92 that it has. */
    long downloads(LocalDate from, LocalDate to);

    /** In their natural order; none if it was counted without them. */
    List<SourceFiles> sources();
}
