package dev.footfall.queryapi.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.StateDiff.StatePart;
import dev.footfall.rules.file.BadRuleFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of one log that are counted beside one another, and the decisions about them, which all nodes follow. Safe for
 * many threads.
 */
public interface States {
    /** Returns all states, the live one first. */
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

    default CountedState live() {
        return all().get(0);
    }

    default Optional<CountedState> named(String name) {
        return all().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /**
     * A state of the log.
     *
     * @param name {@value #MAIN}, or the name that it was given
     * @param rules the rules that it is counted by
     */
    record CountedState(String name, RuleSet rules, StateReader reader) {
        /** The state that is counted by the rules of the settings. */
        public static final String MAIN = "main";
    }

    /**
     * The wish for another state.
     *
     * @param name 1 to 32 of {@code a-z} and {@code 0-9}
     * @param rules the text of a file of rules; empty for those of the state that answers
     * @param lists the lists that the rules name, by the names that they have for them
     * @param settings the values of settings that win over the rules, by their keys
     */
    record StateRequest(String name, Optional<String> rules, Map<String, String> lists, Map<String, String> settings) {
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

        /**
         * Events of a client that have another verdict.
         *
         * @param agent its User-Agent; "" where there is none
         * @param sample the id of the first of them
         */
        public record AgentMove(String agent, String before, String after, long events, String sample) {}
    }

    /** A decision was refused; the message has the reason. */
    final class DecisionRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        public DecisionRefused(String why) {
            super(why, null, false, false); // an answer, not a fault: nobody reads its stack
        }
    }

    /** A decision failed for now, such as because Kafka did not answer in time; the message has the reason. */
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
