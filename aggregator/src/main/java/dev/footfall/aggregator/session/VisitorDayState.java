package dev.footfall.aggregator.session;

/** Not thread-safe. */
public interface VisitorDayState {
    DaySessions sessions();

    HashPage seen();

    /** Creates them at the first call. */
    Clicks clicks();
}
