package dev.footfall.queryapi.peers;

import java.io.InputStream;
import java.util.function.Function;

/** What came of asking a peer. */
public sealed interface PeerReply {
    /** The result of the function that fits. */
    <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent);

    /**
     * It said something.
     *
     * @param body what; has to be closed
     */
    record Answered(InputStream body) implements PeerReply {
        @Override
        public <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent) {
            return onAnswered.apply(this);
        }
    }

    /**
     * It said nothing of use.
     *
     * @param outcome as it is called in metrics
     * @param reason in words for an operator
     */
    record Silent(PeerOutcome outcome, String reason) implements PeerReply {
        @Override
        public <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent) {
            return onSilent.apply(this);
        }
    }
}
