package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.query.ArrivalReader;
import dev.footfall.aggregator.query.LocalRead;
import java.time.Instant;
import java.util.List;
import java.util.Set;

record StreamsArrivals(StoreReader reader) implements ArrivalReader {
    @Override
    public LocalRead<LastHour> lastHour(int partition, Instant from, Instant stepsFrom, Set<Openness> seen) {
        return reader.askArrivals(
                partition, arrivals -> arrivals.since(from.toEpochMilli(), stepsFrom.toEpochMilli(), seen));
    }

    @Override
    public LocalRead<List<SourceDay>> sourceDays(int partition) {
        return reader.ask(partition, PartitionStores.PARTITION, StoredRows::sourceDays);
    }
}
