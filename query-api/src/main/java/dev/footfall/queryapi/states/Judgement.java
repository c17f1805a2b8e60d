package dev.footfall.queryapi.states;

import java.util.List;

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
public record Judgement(
        long events, long withoutAgent, long withoutSize, List<Move> moves, List<AgentMove> agents, long otherAgents) {
    public Judgement {
        moves = List.copyOf(moves);
        agents = List.copyOf(agents);
    }

    public record Move(String before, String after, long events) {}

    /** {@code agent} is "" where there is none, {@code sample} the id of the first. */
    public record AgentMove(String agent, String before, String after, long events, String sample) {}
}
