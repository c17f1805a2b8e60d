package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.Topics;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** The log of decisions where Kafka does not answer. */
class DecisionLogTest {
    @Test
    void refusesADecisionForWantOfARightAndNamesIt() {
        var denied =
                new KafkaException("an error state", new TopicAuthorizationException(Set.of("footfall.states.v1")));

        var refusal = assertInstanceOf(DecisionRefused.class, DecisionLog.failure("not written", denied));

        assertEquals(
                "not written: Kafka does not allow it: Not authorized to access topics: [footfall.states.v1]",
                refusal.getMessage());
    }

    @Test
    void makesNoDecisionWithoutKafkaAndNamesThat() {
        var nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "200");
        try (var log = new DecisionLog(nobody, Topics.STANDARD)) {
            assertThrows(DecisionUnavailable.class, () -> log.decide(writer -> "made", made -> made));
        }
    }
}
