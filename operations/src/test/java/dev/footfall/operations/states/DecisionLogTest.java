package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.Topics;
import dev.footfall.queryapi.states.States.DecisionUnavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of decisions where Kafka does not answer. */
class DecisionLogTest {
    @Test
    void makesNoDecisionWithoutKafkaAndNamesThat() {
        var nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "200");
        try (var log = new DecisionLog(nobody, Topics.STANDARD)) {
            assertThrows(DecisionUnavailable.class, () -> log.decide(writer -> "made", made -> made));
        }
    }
}
