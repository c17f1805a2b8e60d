package dev.footfall.aggregator.counts;

public record SourceHour(long events, long withoutAgent) {
    public static final SourceHour EMPTY = new SourceHour(0, 0);

    public boolean isEmpty() {
        return events == 0;
    }

    SourceHour plus(SourceHour other) {
        return new SourceHour(events + other.events, withoutAgent + other.withoutAgent);
    }
}
