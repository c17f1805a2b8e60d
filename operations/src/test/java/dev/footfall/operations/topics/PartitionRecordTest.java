package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionRecordTest {
    private static final String KEY = PartitionRecord.key("xkiCZPWLTbC3cSXlehfx5w");

    @Test
    void isReadAndWrittenAsItIsDocumented() throws IOException {
        JsonNode message = new YAMLMapper()
                .readTree(Path.of("../docs/asyncapi.yaml").toFile())
                .at("/components/messages/logPartitions");
        String value = message.at("/examples/0/payload").toString();

        assertTrue(KEY.matches(message.at("/bindings/kafka/key/pattern").asText()), KEY);
        assertEquals(12, PartitionRecord.partitions(record(KEY, value)));
        assertEquals(value, new String(PartitionRecord.value(12), StandardCharsets.UTF_8));
    }

    @Test
    void isToldFromDecisionsByItsKey() {
        assertTrue(PartitionRecord.isOne(record(KEY, "{}")));
        assertFalse(PartitionRecord.isOne(record("state/log", "{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"partitions\":0}", "{\"partitions\":\"12\"}", "[", "12"})
    void failsAndNamesThePlaceWhereThereIsNoNumber(String value) {
        var failure = assertThrows(IllegalStateException.class, () -> PartitionRecord.partitions(record(KEY, value)));

        assertEquals("footfall.states.v1 partition 0 offset 7 is not a number of partitions", failure.getMessage());
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return new ConsumerRecord<>(
                "footfall.states.v1",
                0,
                7,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }
}
