package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** The UTC days of repositories. */
public interface DayReader {
    /** A form of each day of [{@code from}, {@code to}] that has a row, ascending; empty when there are none. */
    <T> LocalRead<List<T>> of(RepoId repo, LocalDate from, LocalDate to, Function<CountedDay, T> form);

    /** The days of all repositories of one partition. {@code isOfEvery}: also those on which every event was excluded. */
    LocalRead<CountedDays> all(int partition, RowRange range, boolean isOfEvery);

    /** Sessions of the days that still accept events, by log time; answered where the partition is counted. */
    <R> LocalRead<R> sessions(
            RepoId repo, LocalDate from, LocalDate to, Collector<? super RepositorySession, ?, R> collector);
}
