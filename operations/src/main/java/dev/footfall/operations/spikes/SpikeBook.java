package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.SpikeRule.Spike;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The deliveries that the log of spikes has. */
public final class SpikeBook {
    private final Map<String, SpikeRecord> delivered = new TreeMap<>();

    void replay(SpikeRecord next) {
        if (next.isKept()) delivered.put(next.key(), next);
        else delivered.remove(next.key());
    }

    boolean has(Spike spike) {
        return delivered.containsKey(SpikeRecord.delivered(spike).key());
    }

    /** The records that forget deliveries of days before this one. */
    List<SpikeRecord> before(LocalDate date) {
        return delivered.values().stream()
                .filter(one -> one.date().isBefore(date))
                .map(one -> new SpikeRecord(one.repo(), one.date(), false))
                .toList();
    }
}
