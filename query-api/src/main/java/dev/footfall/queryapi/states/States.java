package dev.footfall.queryapi.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.StateDiff.StatePart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The states of one log that are counted beside one another, and the decisions about them, which all nodes follow. Safe for
 * many threads.
 */
public interface States {
    List<CountedState> all();

    /** The newest first. */
    List<Correction> corrections();

    /** Does nothing if one of that name is counted by the same rules. */
    CountedState count(StateRequest request);

    /** Refuses the state that answers, and the main one. */
    void drop(String name);

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

    /** {@code name} is {@value #MAIN}, or the name that it was given. */
    record CountedState(String name, RuleSet rules, StateReader reader) {
        public static final String MAIN = "main";
    }

    /**
     * A state to count beside the others.
     *
     * @param rules empty for those of the state that answers
     * @param settings win over the rules
     * @param acceptsLoss counts also a log whose first records are gone, and that has not sealed their days
     */
    record StateRequest(
            String name,
            Optional<String> rules,
            Map<String, String> lists,
            Map<String, String> settings,
            boolean acceptsLoss) {
        public StateRequest {
            lists = Map.copyOf(lists);
            settings = Map.copyOf(settings);
        }
    }

    /**
     * The events of a log under two rule sets, as far as an event alone says what becomes of it: who comes late, or twice, depends
     * on others. A verdict is {@code counted}, {@code counted:} and a class of clients, or the reason for which it is excluded.
     *
     * @param withoutAgent those without a user agent, whose class is unknown
     * @param withoutSize parts of files whose size is not known
     * @param moves the numbers of events by both verdicts, those that differ and those that do not, the largest first
     * @param agents the clients with the most events of another verdict, the largest first
     * @param otherAgents the events of other clients that have another verdict
     */
    record Judgement(
            long events,
            long withoutAgent,
            long withoutSize,
            List<Move> moves,
            List<AgentMove> agents,
            long otherAgents) {
        public Judgement {
            moves = List.copyOf(moves);
            agents = List.copyOf(agents);
        }

        public record Move(String before, String after, long events) {}

        /** {@code agent} is "" where there is none, {@code sample} the id of the first. */
        public record AgentMove(String agent, String before, String after, long events, String sample) {}
    }

    final class DecisionRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        public DecisionRefused(String why) {
            super(why, null, false, false); // an answer, not a fault: nobody reads its stack
        }
    }

    final class DecisionUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public DecisionUnavailable(String why) {
            super(why);
        }

        public DecisionUnavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
