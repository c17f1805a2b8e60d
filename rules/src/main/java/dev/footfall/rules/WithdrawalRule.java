package dev.footfall.rules;

import dev.footfall.events.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which events that turned out not to be true are not counted: a log that was fed twice under two names, the
 * hours of a wrong clock, a month under the wrong repository. The events stay in the log; what is true may be fed again.
 */
public final class WithdrawalRule {
    public static final WithdrawalRule NONE = new WithdrawalRule(List.of());

    public static final int MAX_WITHDRAWALS = 256;

    private final List<Withdrawal> all;
    private final Withdrawal.Matcher[] matchers;

    public WithdrawalRule(List<Withdrawal> all) {
        if (all.size() > MAX_WITHDRAWALS) throw new IllegalArgumentException("withdrawn: more than " + MAX_WITHDRAWALS);
        this.all = List.copyOf(all);
        this.matchers = all.stream().map(Withdrawal.Matcher::new).toArray(Withdrawal.Matcher[]::new);
    }

    public List<Withdrawal> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public boolean withdraws(Observation event) {
        for (Withdrawal.Matcher matcher : matchers) {
            if (matcher.matches(event)) return true;
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WithdrawalRule rule && all.equals(rule.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
