package dev.footfall.rules;

/** The texts of events that rules look at: whatever the others are, they decide the same. */
public record RuleTexts(boolean agent, boolean source, boolean path, boolean network, boolean revision) {
    public static RuleTexts of(CountingRules rules) {
        boolean hasClasses = !rules.clients().countAll();
        boolean hasDoubleClicks = !rules.slots().doubleClick().isZero();
        return new RuleTexts(
                hasClasses,
                !rules.withdrawn().isEmpty(),
                hasDoubleClicks || !rules.paths().isEmpty(),
                hasClasses,
                hasDoubleClicks);
    }
}
