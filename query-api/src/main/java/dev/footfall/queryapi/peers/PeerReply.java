package dev.footfall.queryapi.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a request to a peer: an answer, or none. */
public sealed interface PeerReply extends AutoCloseable {
    /** The result of the function that fits. */
    <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent);

    /** Closes the body, if there is one. */
    @Override
    void close();

    /**
     * The peer has answered.
     *
     * @param body its answer
     */
    record Answered(InputStream body) implements PeerReply {
        private static final Logger LOG = LoggerFactory.getLogger(PeerReply.class);

        @Override
        public <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent) {
            return onAnswered.apply(this);
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("The answer of a peer could not be closed", e);
            }
        }
    }

    /**
     * There is no answer.
     *
     * @param outcome as it is called in metrics
     * @param reason in words for an operator
     */
    record Silent(PeerOutcome outcome, String reason) implements PeerReply {
        @Override
        public <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent) {
            return onSilent.apply(this);
        }

        @Override
        public void close() {
            // it has no body
        }
    }
}
