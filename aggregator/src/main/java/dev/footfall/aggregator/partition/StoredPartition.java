package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.TallyFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The tally and the rules of a partition, read entry by entry as its changelog has them. Not thread-safe. */
public final class StoredPartition {
    private Optional<Tally> tally = Optional.empty();
    private Map<String, String> rules = Map.of();

    /** Reads an entry, which replaces one of the same key. */
    public void read(byte[] key, byte[] value) {
        StoreKey entry = StoreKey.ofRepository(key);
        if (entry.equals(PartitionCounter.TALLY)) tally = Optional.of(TallyFormat.decode(value));
        if (entry.equals(RuleSet.KEY)) rules = RuleSet.parse(value);
    }

    /** The fate of the records read. */
    public Tally tally() {
        return tally.orElseThrow(() -> new IllegalStateException("nothing of this partition is counted yet"));
    }

    /** The name and digest of the rules by which it is counted. */
    public String rules() {
        return rule(RuleSet.ID);
    }

    /** The time for which a day accepts events, by these rules. */
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
