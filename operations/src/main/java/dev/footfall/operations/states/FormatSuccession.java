package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.rules.file.RuleFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions by which a release whose states have another format than the one that answers counts its own beside it: by the same
 * rules, under a name with the format, such as {@code format7}. What answers stays as it is.
 */
record FormatSuccession(RuleFile rules, CountedBy node) {
    private static final Logger LOG = LoggerFactory.getLogger(FormatSuccession.class);
    private static final String NAME = "format";

    static FormatSuccession of(RuleFile rules, RuleSet own) {
        return new FormatSuccession(rules, CountedBy.of(own));
    }

    /**
     * None where a state of the node's format answers, or is counted already. {@code stored}: how the main state is counted, for where
     * that is not noted. Fails with a {@code StateConflict} that says what to do if the rules differ, too.
     */
    List<Decision> after(DecidedStates decided, Supplier<Optional<CountedBy>> stored) {
        ActiveStates states = decided.active();
        if (states.by().containsValue(node)) return List.of();
        boolean isNoted = decided.rulesOf(decided.answering()).isPresent();
        if (isNoted) {
            return Optional.ofNullable(states.by().get(decided.answering()))
                    .filter(this::isOfOtherFormat)
                    .map(answering -> List.of(own(decided, answering)))
                    .orElseGet(List::of);
        }
        if (node.format().equals(StateRules.FIRST_NOTED_FORMAT)) return List.of();
        Optional<CountedBy> answering = stored.get();
        if (answering.isEmpty()) return first();
        if (!isOfOtherFormat(answering.get())) return List.of();
        Decision own = own(decided, answering.get());
        return List.of(note(StateId.MAIN, answering.get().format()), own);
    }

    private boolean isOfOtherFormat(CountedBy answering) {
        return !answering.format().equals(node.format());
    }

    /** Without it, another release would take the main state for one of the format that all had before formats were noted. */
    private List<Decision> first() {
        if (StateRules.of(rules, node.format()).canBeNoted(rules)) return List.of(note(StateId.MAIN, node.format()));
        LOG.warn("The format of the main state cannot be noted: its rules are too long");
        return List.of();
    }

    private Decision own(DecidedStates decided, CountedBy answering) {
        String name = NAME + node.format();
        String formats = "Questions are answered from the state " + decided.answering() + " of format "
                + answering.format() + ", and this release counts format " + node.format();
        if (!answering.digest().equals(node.digest())) {
            throw new StateConflict(formats + ", but the rules of this node are not those of that state. Start it with"
                    + " those: rules and format change one after another");
        }
        if (decided.rulesOf(name).isPresent()) {
            throw new StateConflict(formats + ", but a state " + name
                    + " is counted by other rules. Drop it first, by `footfall whatif " + name + " --drop`");
        }
        return note(name, node.format());
    }

    private Decision note(String name, String format) {
        StateRules noted = StateRules.of(rules, format);
        if (noted.canBeNoted(rules)) return new Decision.Count(name, noted);
        throw new StateConflict(
                "Questions are answered from a state of another format than that of this release, and the"
                        + " rules are too long to count both at once. Use the former release, or stop every `serve` and run"
                        + " `footfall rebuild`");
    }
}
