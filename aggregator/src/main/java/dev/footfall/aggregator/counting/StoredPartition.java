package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Tally;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tally, the rules and the sources of a partition, read entry by entry as its changelog has them. Not thread-safe. */
public final class StoredPartition {
    private Optional<Tally> tally = Optional.empty();
    private Map<String, String> rules = Map.of();
    private final Map<StoreKey, SourceDay> sourceDays = new TreeMap<>();

    /** Reads an entry, which replaces one of the same key. */
    public void read(byte[] key, byte[] value) {
        StoreKey entry = StoreKey.ofRepository(key);
        if (entry.equals(PartitionCounter.TALLY)) tally = Optional.of(TallyFormat.decode(value));
        if (entry.equals(RuleSet.KEY)) rules = RuleSet.parse(value);
        if (SourceDayKey.isOne(key)) sourceDays.put(entry, SourceDay.of(key, value));
    }

    /** The fate of the records read. */
    public Tally tally() {
        return tally.orElseThrow(() -> new IllegalStateException("nothing of this partition is counted yet"));
    }

    /** The days of its sources, by day and name, with the events of all that the tally has. */
    public Collection<SourceDay> sourceDays() {
        return sourceDays.values();
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
