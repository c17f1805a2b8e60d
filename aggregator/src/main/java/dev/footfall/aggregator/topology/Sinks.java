package dev.footfall.aggregator.topology;

/** The names of the topology's sinks, by which processors forward records to them. */
final class Sinks {
    static final String REJECTED = "rejected";
    static final String DAILY_ROWS = "published-rows";

    private Sinks() {}
}
