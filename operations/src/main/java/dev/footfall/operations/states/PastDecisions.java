package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.rules.file.RuleFile;
import java.util.List;
import java.util.Map;

/**
 * The decisions about states that were made before this process, and those that its start needs. Read once, before any state is
 * opened; then followed. For one thread.
 */
public final class PastDecisions implements AutoCloseable {
    /** Nodes that start at once decide one after another. */
    private static final int ATTEMPTS = 10;

    private final Map<String, String> kafka;
    private final DecisionLog log;
    private DecidedStates decided = DecidedStates.NONE;

    private PastDecisions(Map<String, String> kafka, Topics topics) {
        this.kafka = kafka;
        this.log = new DecisionLog(kafka, topics);
    }

    /** Fails if the topic is not there, or not read within half a minute. */
    public static PastDecisions read(Map<String, String> kafka, Topics topics) {
        var past = new PastDecisions(kafka, topics);
        try {
            past.log.read(decision -> past.decided = past.decided.after(decision));
            return past;
        } catch (RuntimeException e) {
            past.close();
            throw e;
        }
    }

    /** The same; without the topic nothing was decided. */
    public static PastDecisions readIfThere(Map<String, String> kafka, Topics topics) {
        boolean isThere = new TopicAdmin(kafka, topics).existing().containsKey(topics.name(TopicSpec.STATES));
        return isThere ? read(kafka, topics) : new PastDecisions(kafka, topics);
    }

    /** The states decided on now. */
    public static ActiveStates statesOf(Map<String, String> kafka, Topics topics) {
        try (var past = readIfThere(kafka, topics)) {
            return past.states();
        }
    }

    public ActiveStates states() {
        return decided.active();
    }

    /**
     * Decides that a state of this node's format is counted, by the same rules, where one of another format answers. Fails with a
     * {@code StateConflict} where that cannot be.
     */
    public void countOwnFormat(RuleFile rules, StateId main) {
        var succession = FormatSuccession.of(rules, main.rules());
        var changelog = new MainChangelog(kafka, main);
        if (succession.after(decided, changelog::read).isEmpty()) return;
        decide(() -> succession.after(decided, changelog::read));
    }

    /** Notes the format in which a state is counted from now on, by these rules; nothing where no format of it is noted. */
    public void noteFormat(String state, RuleFile rules, RuleSet own) {
        StateRules noted = StateRules.of(rules, own.format());
        boolean isOther = decided.rulesOf(state)
                .filter(before -> !before.inFormat().equals(own.format()))
                .isPresent();
        if (isOther) decide(() -> List.of(new Decision.Count(state, noted)));
    }

    private void decide(WantedDecisions wanted) {
        for (int attempt = 1; ; attempt++) {
            try {
                var unused = log.decide(
                        writer -> {
                            wanted.now().forEach(writer::write);
                            return true;
                        },
                        any -> any);
                return;
            } catch (DecisionRefused e) {
                if (attempt == ATTEMPTS) throw e;
            }
        }
    }

    /** Asked when all decisions before are known. */
    private interface WantedDecisions {
        List<Decision> now();
    }

    DecidedStates decided() {
        return decided;
    }

    DecisionLog log() {
        return log;
    }

    @Override
    public void close() {
        log.close();
    }
}
