package dev.footfall.operations.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the sealed days of docs/asyncapi.yaml against their codec. */
class DocumentedSealsTest {
    @ParameterizedTest
    @CsvSource({
        "sealedDay, model/myorg/mymodel/2025-09-30",
        "sealedSources, model/myorg/mymodel",
        "sealedSourceDay, source-hours/2025-09-30/files-1",
        "sealMark, mark"
    })
    void areReadAndWrittenAsTheyAreDocumented(String message, String key) throws IOException {
        JsonNode document =
                new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        JsonNode example = document.at("/components/messages/" + message + "/examples/0/payload");

        SealRecord record = SealDecoder.decode(example.toString().getBytes(StandardCharsets.UTF_8));

        assertEquals(key, record.key());
        assertEquals(new ObjectMapper().readTree(example.toString()), new ObjectMapper().readTree(record.encode()));
    }
}
