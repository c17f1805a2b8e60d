package dev.footfall.aggregator.counting;

/** A projection of repositories' days: its counts hang on the day's row, and are a section of the row's tail. */
non-sealed interface DayProjection extends Projection {
    /** The counts of a day without any. */
    DaySection empty();

    /** The counts that {@link DaySection#write} wrote. */
    DaySection read(ValueReader section);
}
