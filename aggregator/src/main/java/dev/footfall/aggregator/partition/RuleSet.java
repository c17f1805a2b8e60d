package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.projection.Projections;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that a state depends on beside the log. It is stored with the state, and only the same rules may go on
 * from there.
 *
 * @param rules the rules of counting
 * @param partitions the number of each topic's partitions, ≥ 1
 * @param projections the counts of a day beside its row
 */
public record RuleSet(CountingRules rules, int partitions, Projections projections) {
    private static final StoreKey KEY = StoreKey.ofRepository("rules".getBytes(StandardCharsets.US_ASCII));

    /** Format of the stores' values; another number is another release's. */
    private static final String FORMAT = "4";

    private static final String FORMAT_KEY = "format";
    private static final String PROJECTIONS = "projections";

    public RuleSet {
        if (partitions < 1) throw new IllegalArgumentException("partitions < 1: " + partitions);
    }

    /** The settings by their configuration keys. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("counting.partial", rules.partial().map(RuleSet::text).orElse("off"));
        settings.put("counting.paths", rules.paths().isEmpty() ? "none" : text(rules.paths()));
        settings.put("counting.redirects", rules.redirects().name().toLowerCase(Locale.ROOT));
        settings.put(PROJECTIONS, projections.names());
        settings.put("session.gap", text(rules.gap()));
        settings.put("session.retention", text(rules.retention()));
        settings.put("topics.partitions", Integer.toString(partitions));
        return settings;
    }

    private static String text(PartialRule rule) {
        return rule.belowBytes() + "," + rule.belowShare();
    }

    /** The patterns in quotes: any of them may have a comma. */
    private static String text(PathRule rule) {
        return rule.ignored().stream()
                .map(pattern -> '"' + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(","));
    }

    /** The ISO 8601 form that people write: whole days as days. */
    private static String text(Duration duration) {
        Duration rest = duration.minusDays(duration.toDays());
        return rest.isZero() ? "P" + duration.toDays() + "D" : duration.toString();
    }

    /**
     * Compares these rules with those that the state was made under, if it has any.
     *
     * @throws StateConflict naming each setting that differs, with both values; or both formats
     */
    public void check(PartitionStores stores) {
        Optional<byte[]> stored = stores.get(PartitionStores.PARTITION, KEY);
        if (stored.isEmpty()) return;
        Map<String, String> before = parse(new String(stored.get(), StandardCharsets.UTF_8));
        String format = before.remove(FORMAT_KEY);
        if (!FORMAT.equals(format)) {
            throw new StateConflict("The state was written by another release of Footfall: its format is "
                    + (format == null ? "1" : format) + ", and this one's is " + FORMAT
                    + ". Start with that release, or run `footfall rebuild` to count the log again.");
        }
        before.putIfAbsent(PROJECTIONS, Projections.NONE.names()); // from before there were any
        Map<String, String> now = settings();
        if (before.equals(now)) return;
        throw new StateConflict("The state was counted with other rules: "
                + now.entrySet().stream()
                        .filter(setting -> !setting.getValue().equals(before.get(setting.getKey())))
                        .map(setting -> setting.getKey() + " was " + before.get(setting.getKey()) + " and is now "
                                + setting.getValue())
                        .collect(Collectors.joining(", "))
                + ". Start with the old value, or run `footfall rebuild` to count the log again with the new one.");
    }

    /** Stores these rules with the state. */
    public void write(PartitionStores stores) {
        Map<String, String> all = settings();
        all.put(FORMAT_KEY, FORMAT);
        String text = all.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        stores.put(PartitionStores.PARTITION, KEY, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parse(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> other, TreeMap::new));
    }
}
