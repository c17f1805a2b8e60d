package dev.footfall.rules.file;

import dev.footfall.events.RepoId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientRules;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reading of a rule set's text. A key that is not there has the value of {@link CountingRules#DEFAULT}. */
final class RuleFileReader {
    private static final String NAME = "name";
    private static final String SESSION = "session";
    private static final String WITHDRAWN = "withdrawn";
    private static final String SLOTS = "slots";
    private static final String DOUBLE_CLICK = "double-click";
    private static final String PARTIAL = "partial";
    private static final String PATHS = "paths";
    private static final String CLASSES = "classes";
    private static final String CLIENTS = "clients";
    static final List<String> KEYS =
            List.of(NAME, SESSION, "redirects", "projections", SLOTS, WITHDRAWN, PARTIAL, PATHS, CLASSES, CLIENTS);
    private static final List<String> OF_WITHDRAWALS = List.of("source", "repository", "from", "to");
    private static final List<String> CLASS_LABELS =
            Stream.of(ClientClass.values()).map(ClientClass::label).toList();

    private final Map<String, YamlValue> entries;
    private final YamlValue root;
    private final ListFiles lists;

    private RuleFileReader(YamlValue root, ListFiles lists) {
        this.root = root;
        this.entries = root.entries(KEYS);
        this.lists = lists;
    }

    static RuleFile read(String file, String text, ListFiles lists) {
        return new RuleFileReader(YamlValue.read(file, text), lists).rules(text);
    }

    private RuleFile rules(String text) {
        YamlValue name = entries.get(NAME);
        if (name == null) throw root.refused("a rule set with a name");
        CountingRules counting = counting(); // this reads the lists
        return new RuleFile(name.text(ScalarParser::name), text, lists.read(), counting, projections());
    }

    private CountingRules counting() {
        Map<String, YamlValue> session = map(SESSION, List.of("gap", "retention"));
        CountingRules unless = CountingRules.DEFAULT;
        Duration gap = text(session.get("gap"), ScalarParser::gap, unless.gap());
        Duration retention = text(session.get("retention"), ScalarParser::retention, unless.retention());
        Redirects redirects = text(entries.get("redirects"), ScalarParser::redirects, unless.redirects());
        return new CountingRules(gap, retention, redirects, withdrawn(), partial(), paths(), clients(), slots());
    }

    private SlotRule slots() {
        Map<String, YamlValue> slots = map(SLOTS, List.of(SESSION, DOUBLE_CLICK));
        Duration session = text(slots.get(SESSION), ScalarParser::slot, Duration.ZERO);
        YamlValue clicks = slots.get(DOUBLE_CLICK);
        if (clicks != null && session.isZero()) throw clicks.refused("no time together with a session's slot");
        if (clicks != null && !RuleFile.goesWithDoubleClicks(projections()))
            throw clicks.refused("none, or projections without " + String.join(", ", RuleFile.BY_REQUEST));
        return new SlotRule(session, text(clicks, ScalarParser::doubleClick, Duration.ZERO));
    }

    private WithdrawalRule withdrawn() {
        YamlValue events = entries.get(WITHDRAWN);
        if (events == null) return WithdrawalRule.NONE;
        List<Withdrawal> all =
                events.items().stream().map(RuleFileReader::withdrawal).toList();
        if (all.size() <= WithdrawalRule.MAX_WITHDRAWALS) return new WithdrawalRule(all);
        throw events.refused("at most " + WithdrawalRule.MAX_WITHDRAWALS + " entries");
    }

    private Optional<PartialRule> partial() {
        YamlValue value = entries.get(PARTIAL);
        if (value == null) return CountingRules.DEFAULT.partial();
        if (value.isText()) return value.text(ScalarParser::off);
        Map<String, YamlValue> limits = value.entries(List.of("below-bytes", "below-share"));
        PartialRule unless = PartialRule.DEFAULT;
        return Optional.of(new PartialRule(
                text(limits.get("below-bytes"), ScalarParser::bytes, unless.belowBytes()),
                text(limits.get("below-share"), ScalarParser::share, unless.belowShare())));
    }

    private PathRule paths() {
        YamlValue ignored = map(PATHS, List.of("ignore")).get("ignore");
        if (ignored == null) return CountingRules.DEFAULT.paths();
        List<String> patterns = ignored.items().stream()
                .map(item -> item.text(ScalarParser::path))
                .toList();
        if (patterns.size() > PathRule.MAX_PATTERNS) {
            throw ignored.refused("at most " + PathRule.MAX_PATTERNS + " patterns");
        }
        return new PathRule(patterns);
    }

    private List<String> projections() {
        YamlValue names = entries.get("projections");
        if (names == null) return ProjectionNames.STANDARD;
        return RuleFile.inOrder(names.items().stream()
                .map(name -> name.text(ScalarParser::projection))
                .toList());
    }

    private ClientRules clients() {
        Set<ClientClass> excluded = EnumSet.noneOf(ClientClass.class);
        map(CLASSES, CLASS_LABELS).forEach((label, verdict) -> {
            if (verdict.text(ScalarParser::excludes)) excluded.add(ScalarParser.clientClass(label));
        });
        YamlValue rules = entries.get(CLIENTS);
        return new ClientRules(excluded, rules == null ? List.of() : new ClientRulesReader(lists).read(rules));
    }

    private Map<String, YamlValue> map(String key, List<String> known) {
        YamlValue value = entries.get(key);
        return value == null ? Map.of() : value.entries(known);
    }

    private static <T> T text(@Nullable YamlValue value, Function<String, T> form, T unless) {
        return value == null ? unless : value.text(form);
    }

    private static Withdrawal withdrawal(YamlValue events) {
        Map<String, YamlValue> fields = events.entries(OF_WITHDRAWALS);
        if (!fields.containsKey("source") && !fields.containsKey("repository")) {
            throw events.refused("a source, a repository, or both, and from and to");
        }
        Optional<String> source = text(fields.get("source"), ScalarParser::source, Optional.empty());
        Optional<RepoId> repository = text(fields.get("repository"), ScalarParser::repository, Optional.empty());
        Optional<Instant> from = text(fields.get("from"), ScalarParser::time, Optional.empty());
        Optional<Instant> to = text(fields.get("to"), ScalarParser::time, Optional.empty());
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw events.refused("a from that is before its to");
        }
        return new Withdrawal(source, repository, from, to);
    }
}
