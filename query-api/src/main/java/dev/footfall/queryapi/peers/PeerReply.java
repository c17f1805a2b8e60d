package dev.footfall.queryapi.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer's answer: a body to be read to its end, or silence with its reason. Closing it gives the connection back; close it
 * whether or not it was read. Used by one thread.
 */
public sealed interface PeerReply extends AutoCloseable {
    default <R> R fold(Function<Answered, R> onAnswered, Function<Silent, R> onSilent) {
        return this instanceof Answered answered ? onAnswered.apply(answered) : onSilent.apply((Silent) this);
    }

    @Override
    default void close() {}

    record Answered(InputStream body) implements PeerReply {
        private static final Logger LOG = LoggerFactory.getLogger(PeerReply.class);

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("The answer of a peer could not be closed", e);
            }
        }
    }

    record Silent(PeerOutcome outcome, String reason) implements PeerReply {}
}
