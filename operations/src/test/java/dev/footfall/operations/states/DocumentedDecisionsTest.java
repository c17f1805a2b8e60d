package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the decisions of docs/asyncapi.yaml against their codec. */
class DocumentedDecisionsTest {
    private static final String TOPIC = "footfall.states.v1";

    @ParameterizedTest
    @CsvSource({"countedState, state/robots", "promotion, promotion/000001"})
    void areReadAndWrittenAsTheyAreDocumented(String message, String key) throws IOException {
        JsonNode document =
                new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        JsonNode example = document.at("/components/messages/" + message + "/examples/0/payload");
        byte[] value = example.toString().getBytes(StandardCharsets.UTF_8);

        Decision decision = DecisionCodec.decode(
                        new ConsumerRecord<>(TOPIC, 0, 0, key.getBytes(StandardCharsets.UTF_8), value))
                .orElseThrow();
        ProducerRecord<byte[], byte[]> written = DecisionCodec.encode(TOPIC, decision);

        assertEquals(key, new String(written.key(), StandardCharsets.UTF_8));
        assertEquals(new ObjectMapper().readTree(value), new ObjectMapper().readTree(written.value()));
    }

    @Test
    void areReadAsEarlierReleasesWroteThem() {
        byte[] value = "{\"rules\":\"name: mine\",\"lists\":{},\"settings\":{}}".getBytes(StandardCharsets.UTF_8);

        Decision decision = DecisionCodec.decode(
                        new ConsumerRecord<>(TOPIC, 0, 0, "state/mine".getBytes(StandardCharsets.UTF_8), value))
                .orElseThrow();

        var rules = new StateRules("name: mine", Map.of(), Map.of(), Optional.empty());
        assertEquals(new Decision.Count("mine", rules), decision);
    }
}
