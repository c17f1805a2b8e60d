package dev.footfall.operations.states;

import dev.footfall.events.Topics;
import java.util.Map;

/** The decisions about states that were made before this process. Read once, before any state is opened; then followed. */
public final class PastDecisions implements AutoCloseable {
    private final DecisionLog log;
    private final DecidedStates decided;

    private PastDecisions(DecisionLog log, DecidedStates decided) {
        this.log = log;
        this.decided = decided;
    }

    /** Fails if the topic is not there, or not read within half a minute. */
    public static PastDecisions read(Map<String, String> kafka, Topics topics) {
        var log = new DecisionLog(kafka, topics);
        try {
            var sum = new DecidedStates[] {DecidedStates.NONE};
            log.read(decision -> sum[0] = sum[0].after(decision));
            return new PastDecisions(log, sum[0]);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    public ActiveStates states() {
        return decided.active();
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
