package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.rules.AppliedRules;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.DurationText;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.RuleDigest;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientRules;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that a state depends on beside the log. Only the same digest, number of partitions and format may continue from it.
 *
 * @param format of the stores' values, and of their meaning under the same rules: {@link #FORMAT}, or that of another release
 */
public record RuleSet(String name, CountingRules rules, int partitions, Projections projections, String format)
        implements AppliedRules {
    public static final StoreKey KEY = StoreKey.ofRepository("rules".getBytes(StandardCharsets.US_ASCII));

    /** The format of the states that this release counts. */
    public static final String FORMAT = "6";

    static final String FORMAT_KEY = "format";
    static final String ID = "rules";
    static final String RETENTION = "session.retention";
    private static final String NONE = "none";
    private static final String PARTITIONS = "topics.partitions";

    public RuleSet {
        if (partitions < 1) throw new IllegalArgumentException("partitions < 1: " + partitions);
        if (!rules.slots().doubleClick().isZero() && !projections.goWithDoubleClicks())
            throw new IllegalArgumentException("double clicks beside projections " + projections);
    }

    public RuleSet(String name, CountingRules rules, int partitions, Projections projections) {
        this(name, rules, partitions, projections, FORMAT);
    }

    /** The same, as a release of another format counts by them. */
    public RuleSet in(String otherFormat) {
        return new RuleSet(name, rules, partitions, projections, otherFormat);
    }

    @Override
    public String id() {
        return name + "@" + digest();
    }

    @Override
    public boolean projects(String projection) {
        return projections.has(projection);
    }

    public String digest() {
        return RuleDigest.of(rules, projections.list());
    }

    /** The digest of the rules by which a partition is counted, of the value of {@link #KEY}. */
    public static String digest(byte[] stored) {
        return digest(parse(stored).getOrDefault(ID, "unknown"));
    }

    /** The format of a partition, of the value of {@link #KEY}. */
    public static String format(byte[] stored) {
        return parse(stored).getOrDefault(FORMAT_KEY, "1");
    }

    /** The single settings by their keys; rules about clients, and which events are withdrawn, are in the digest alone. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("classes", rules.clients().countAll() ? "counted" : text(rules.clients()));
        settings.put("counting.partial", rules.partial().map(RuleSet::text).orElse("off"));
        settings.put("counting.paths", rules.paths().isEmpty() ? NONE : text(rules.paths()));
        settings.put("counting.redirects", rules.redirects().name().toLowerCase(Locale.ROOT));
        settings.put("projections", projections.names());
        settings.put("session.gap", DurationText.of(rules.gap()));
        settings.put(RETENTION, DurationText.of(rules.retention()));
        settings.put("slots", rules.slots().isEmpty() ? NONE : text(rules.slots()));
        settings.put("withdrawn", text(rules.withdrawn()));
        settings.put(PARTITIONS, Integer.toString(partitions));
        return settings;
    }

    private static String text(ClientRules rules) {
        return rules.excluded().stream().map(ClientClass::label).collect(Collectors.joining(",", "without ", ""));
    }

    private static String text(WithdrawalRule rule) {
        return switch (rule.all().size()) {
            case 0 -> NONE;
            case 1 -> "1 entry";
            default -> rule.all().size() + " entries";
        };
    }

    private static String text(SlotRule rule) {
        return rule.session() + "," + rule.doubleClick();
    }

    private static String text(PartialRule rule) {
        return rule.belowBytes() + "," + rule.belowShare();
    }

    /** The patterns in quotes: any of them may have a comma. */
    private static String text(PathRule rule) {
        return rule.ignored().stream()
                .distinct()
                .sorted()
                .map(pattern -> '"' + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(","));
    }

    /** Throws {@link StateConflict} if other rules or another format made it, naming both and what differs. */
    public void check(PartitionStores stores) {
        Optional<byte[]> stored = stores.get(PartitionStores.PARTITION, KEY);
        if (stored.isEmpty()) return;
        Map<String, String> before = parse(stored.get());
        String formatBefore = before.remove(FORMAT_KEY);
        if (!format.equals(formatBefore)) {
            throw new StateConflict("The state was written by another release of Footfall: its format is "
                    + (formatBefore == null ? "1" : formatBefore) + ", and this release reads " + format
                    + ". Use that release, or run `footfall rebuild` to recount the log.");
        }
        String id = before.getOrDefault(ID, "unknown");
        String partitionsBefore = before.getOrDefault(PARTITIONS, "unknown");
        if (!Integer.toString(partitions).equals(partitionsBefore)) {
            throw new StateConflict("The state was counted from another log, of " + partitionsBefore
                    + " partitions, but this log has " + partitions
                    + ". Use that log, or run `footfall rebuild` to count this one.");
        }
        if (!digest(id).equals(digest())) throw new StateConflict(conflict(id, before));
    }

    public void checkSealed(Set<String> ids) {
        Set<String> others = new TreeSet<>(ids);
        others.removeIf(id -> digest(id).equals(digest()));
        if (!others.isEmpty()) throw StateConflict.sealedByOtherRules(others, id(), ids.size() > 1);
    }

    private static String digest(String id) {
        return id.substring(id.indexOf('@') + 1);
    }

    private String conflict(String id, Map<String, String> before) {
        String differences = settings().entrySet().stream()
                .filter(setting -> !setting.getValue().equals(before.getOrDefault(setting.getKey(), NONE)))
                .map(setting -> setting.getKey() + " was " + before.getOrDefault(setting.getKey(), NONE)
                        + " and is now " + setting.getValue())
                .collect(Collectors.joining(", "));
        return "The state was counted by other rules: " + id + ", but the current rules are " + id() + ": "
                + (differences.isEmpty() ? "the rules for clients or the withdrawn events differ" : differences)
                + ". Restore the old rules, or run `footfall rebuild` to recount the log by the new ones.";
    }

    public void write(PartitionStores stores) {
        Map<String, String> all = settings();
        all.put(FORMAT_KEY, format);
        all.put(ID, id());
        String text = all.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        stores.put(PartitionStores.PARTITION, KEY, text.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> parse(byte[] stored) {
        return new String(stored, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> other, TreeMap::new));
    }
}
