package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.Spike;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public final class DeliveredSpikes {
    public static final SharedTopic<DeliveredSpikes, SpikeRecord> TOPIC = new SharedTopic<>(
            "delivered spikes",
            TopicSpec.SPIKES,
            DeliveredSpikes::new,
            record -> record.key().getBytes(StandardCharsets.UTF_8),
            SpikeRecord::value,
            (key, value) -> SpikeRecord.of(new String(key, StandardCharsets.UTF_8), value.isPresent()),
            (delivered, next, logTime) -> delivered.replay(next));

    private final Map<String, SpikeRecord> delivered = new TreeMap<>();

    void replay(SpikeRecord next) {
        if (next.isKept()) delivered.put(next.key(), next);
        else delivered.remove(next.key());
    }

    boolean has(Spike spike) {
        return delivered.containsKey(SpikeRecord.delivered(spike).key());
    }

    List<SpikeRecord> before(LocalDate date) {
        return delivered.values().stream()
                .filter(one -> one.date().isBefore(date))
                .map(one -> new SpikeRecord(one.repo(), one.date(), false))
                .toList();
    }
}
