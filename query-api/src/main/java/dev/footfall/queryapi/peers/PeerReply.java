package dev.footfall.queryapi.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a request to a peer: an answer, or none. */
public sealed interface PeerReply extends AutoCloseable {
    <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent);

    @Override
    void close();

    /** The peer has answered. */
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

    public enum PeerOutcome {
        OK,
        /** It has none of the partitions of the query. */
        NOT_OWNED,
        /** It cannot say just now. */
        NOT_READY,
        /** It could not be reached, or did not understand. */
        FAILED,
        /** It did not answer in time. */
        TIMEOUT,
        /** Another node answered first. */
        OVERTAKEN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
