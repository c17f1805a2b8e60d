package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.HourCounts;
import java.time.Instant;

public record RepositoryHour(Instant begin, HourCounts counts) {
    public boolean hasRequests() {
        return counts.hasRequests();
    }
}
