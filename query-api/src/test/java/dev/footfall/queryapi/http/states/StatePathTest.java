package dev.footfall.queryapi.http.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The answers to decisions that were not made. */
class StatePathTest {
    @Test
    void asksToTryAgainWhereKafkaDidNotAnswer() {
        Reply reply = answer(new DecisionUnavailable("the end is not known", new IllegalStateException("no broker")));

        assertEquals(503, reply.status());
        assertEquals("1", reply.headers().get("Retry-After"));
    }

    @Test
    void asksToTryAgainWhereAPeersRowsBrokeOff() {
        Reply reply = answer(new RowsLost("a peer's rows broke off", new IOException("connection reset")));

        assertEquals(503, reply.status());
        assertEquals("1", reply.headers().get("Retry-After"));
    }

    @Test
    void namesAConflict() {
        assertEquals(409, answer(new DecisionRefused("another one was made")).status());
    }

    private static Reply answer(RuntimeException because) {
        return assertThrows(
                        HttpProblemException.class,
                        () -> StatePath.decided(() -> {
                            throw because;
                        }))
                .reply();
    }
}
