package dev.footfall.rules.file;

import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The reading of the events that a rule set withdraws. */
final class WithdrawalsReader {
    private static final Set<String> KEYS = new LinkedHashSet<>(List.of("source", "repository", "from", "to"));

    private WithdrawalsReader() {}

    /**
     * Reads a list of withdrawals.
     *
     * @throws BadRuleFile at the first mistake
     */
    static WithdrawalRule read(YamlValue list) {
        List<Withdrawal> all =
                list.items().stream().map(WithdrawalsReader::withdrawal).toList();
        if (all.size() <= WithdrawalRule.MAX_WITHDRAWALS) return new WithdrawalRule(all);
        throw list.refused("at most " + WithdrawalRule.MAX_WITHDRAWALS + " entries");
    }

    private static Withdrawal withdrawal(YamlValue events) {
        Map<String, YamlValue> fields = events.entries(KEYS);
        if (!fields.containsKey("source") && !fields.containsKey("repository")) {
            throw events.refused("a source, a repository, or both, and from and to");
        }
        var source = value(fields, "source", Spelling::source);
        var repository = value(fields, "repository", Spelling::repository);
        var from = value(fields, "from", Spelling::time);
        var to = value(fields, "to", Spelling::time);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw events.refused("a from that is before its to");
        }
        return new Withdrawal(source, repository, from, to);
    }

    private static <T> Optional<T> value(
            Map<String, YamlValue> fields, String key, Function<String, Optional<T>> form) {
        YamlValue value = fields.get(key);
        return value == null ? Optional.empty() : value.text(form);
    }
}
