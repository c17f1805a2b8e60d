package dev.footfall.queryapi.states;

import dev.footfall.rules.file.BadRuleFile;
import java.util.List;
import java.util.Optional;

/**
 * The states of one log that are counted beside one another, and the decisions about them, which all nodes follow. Safe for
 * many threads.
 */
public interface States {
    /** All of them, the one that answers first. */
    List<CountedState> all();

    /** The published corrections, the newest first. */
    List<Correction> corrections();

    /**
     * Begins to count another state, or does nothing if one of that name is counted by the same rules.
     *
     * @throws DecisionRefused if one of that name is counted by others, or there are too many
     * @throws BadRuleFile if the rules cannot be read
     */
    CountedState count(StateRequest request);

    /**
     * Ends the counting of a state, and forgets what it counted.
     *
     * @throws DecisionRefused if there is none, or it is the one that answers, or the main one
     */
    void drop(String name);

    /**
     * Judges the events of the log by the rules of two states.
     *
     * @param part the days and repositories whose events are judged
     * @param most the number of clients that are named
     */
    Judgement judge(CountedState before, CountedState after, StatePart part, int most);

    /**
     * Has another state answer from now on, and publishes why, and what it changes. When this returns, this node answers from
     * it.
     *
     * @param from the state that answers now
     * @param to the one that is to answer
     * @param changes what differs between them; read to its end, and not closed
     * @throws DecisionRefused if another decision was made meanwhile
     */
    Correction promote(CountedState from, CountedState to, String reason, StateDiff changes);

    /** The state that answers. */
    default CountedState live() {
        return all().get(0);
    }

    /** The state of this name. */
    default Optional<CountedState> named(String name) {
        return all().stream().filter(state -> state.name().equals(name)).findFirst();
    }
}
