package dev.footfall.queryapi.question;

import dev.footfall.aggregator.session.HourCounts;
import java.time.Instant;

public record RepositoryHour(Instant begin, HourCounts counts) {
    public boolean hasRequests() {
        return counts.hasRequests();
    }
}
