package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.SpikeRule.Spike;
import dev.footfall.events.RepoId;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deliveries that the log of spikes has. */
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

    /** {@code isKept} is false when the delivery may be forgotten, because nobody asks about that day any more. */
    public record SpikeRecord(RepoId repo, LocalDate date, boolean isKept) {
        private static final byte[] DELIVERED = "{\"delivered\":true}".getBytes(StandardCharsets.UTF_8);

        static SpikeRecord delivered(Spike spike) {
            return new SpikeRecord(spike.repo(), spike.date(), true);
        }

        /** The key: the repository's, a slash, and the date. It is the message's id, too. */
        String key() {
            return repo.key() + '/' + date;
        }

        Optional<byte[]> value() {
            return isKept ? Optional.of(DELIVERED.clone()) : Optional.empty();
        }

        static Optional<SpikeRecord> of(String key, boolean isKept) {
            int slash = key.lastIndexOf('/');
            if (slash < 0) return Optional.empty();
            try {
                LocalDate date = LocalDate.parse(key.substring(slash + 1));
                return RepoId.ofKey(key.substring(0, slash)).map(repo -> new SpikeRecord(repo, date, isKept));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
