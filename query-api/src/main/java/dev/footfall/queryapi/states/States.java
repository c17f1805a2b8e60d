package dev.footfall.queryapi.states;

import dev.footfall.events.RepoId;
import dev.footfall.rules.file.RuleFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The states of one log that are counted beside one another, and the decisions about them, which all nodes follow. Safe for
 * many threads.
 */
public interface States {
    List<CountedState> all();

    /** Those of the state that answers, with the settings that override them. */
    RuleFile rules();

    /** Newest first. */
    List<Correction> corrections();

    /** Does nothing if one of that name is counted by the same rules. */
    CountedState count(StateRequest request);

    /** Refuses the state that answers, and that of this node's own rules. */
    void drop(String name);

    /**
     * True if releases with different formats of states count them, by the same rules: their numbers are equal, and no node can
     * compare them. Fails with {@link DecisionRefused} if the rules differ, too.
     */
    default boolean areOfTwoFormats(CountedState one, CountedState other) {
        return false;
    }

    /** {@code most} is the number of clients that are named. */
    Judgement judge(CountedState before, CountedState after, StatePart part, int most);

    /** This node answers from it when this returns. {@code changes} is read to its end, and not closed. */
    Correction promote(
            CountedState from, CountedState to, String reason, StateDiff changes, Predicate<RepoId> isPublic);

    default CountedState live() {
        return all().get(0);
    }

    default Optional<CountedState> named(String name) {
        return all().stream().filter(state -> state.name().equals(name)).findFirst();
    }
}
