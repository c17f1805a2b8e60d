package dev.footfall.aggregator.counting;

/**
 * Events of each source by the hour of their own time, whatever became of them but for duplicates: of all repositories of a
 * partition together, in {@code dev.footfall.aggregator.sourcehours}.
 */
public final class SourceHours implements Projection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "source-hours";

    private static final int NUMBER = 6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int section() {
        return NUMBER;
    }
}
