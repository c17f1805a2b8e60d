package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.heap.TallyFormat;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tally, the rules and the projections of a partition, read entry by entry as its changelog has them. Not thread-safe. */
public final class StoredPartition {
    private Optional<Tally> tally = Optional.empty();
    private Map<String, String> rules = Map.of();
    private final Map<StoreKey, byte[]> others = new TreeMap<>();

    /** Without a value the entry is deleted. */
    public void read(byte[] key, byte @Nullable [] value) {
        StoreKey entry = StoreKey.ofRepository(key);
        if (entry.equals(PartitionCounter.TALLY))
            tally = Optional.ofNullable(value).map(TallyFormat::decode);
        else if (entry.equals(RuleSet.KEY)) rules = value == null ? Map.of() : RuleSet.parse(value);
        else if (value == null) others.remove(entry);
        else others.put(entry, value);
    }

    public Tally tally() {
        return tally.orElseThrow(() -> new IllegalStateException("nothing of this partition has been counted yet"));
    }

    /** The sealed records of its projections' own entries, in the order of keys. */
    public Stream<SealRecord> seals(long end) {
        return others.entrySet().stream()
                .flatMap(entry -> Projections.ALL.ofPartitions().stream()
                        .flatMap(projection ->
                                projection.seal(entry.getKey().bytes(), entry.getValue(), rules(), end).stream()));
    }

    public String rules() {
        return rule(RuleSet.ID);
    }

    public Duration retention() {
        return Duration.parse(rule(RuleSet.RETENTION));
    }

    private String rule(String key) {
        if (!RuleSet.FORMAT.equals(rules.get(RuleSet.FORMAT_KEY))) {
            throw new IllegalStateException("the state was written by another release of Footfall");
        }
        return Optional.ofNullable(rules.get(key)).orElseThrow(() -> new IllegalStateException("no " + key));
    }
}
