package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Holds the records of daily rows against the schema, the examples and the names of columns that are published. */
class DocumentedRowsTest {
    private static final RowRecord ROW = new RowRecord(
            "model/myorg/mymodel",
            LocalDate.parse("2026-11-20"),
            "default@91956d798fc5",
            new DailyRow(
                    1,
                    new DailyCounts(4, 1, 11, 1_169_180_361, 1, 0),
                    new ExcludedCounts(Map.of(ExclusionReason.LATE, 1L, ExclusionReason.METHOD, 2L)),
                    0),
            Map.of(ClientClass.TOOL, 4L));

    @Test
    void areWrittenAsTheyAreDocumented() throws IOException {
        String value = new String(ROW.value(), StandardCharsets.UTF_8);
        JsonNode document =
                new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        JsonNode example = document.at("/components/messages/dailyRow/examples/0/payload");

        assertTrue(Files.readString(Path.of("../docs/events.md")).contains("\n" + value + "\n"), value);
        assertEquals(new ObjectMapper().readTree(example.toString()), new ObjectMapper().readTree(value));
        assertEquals("model/myorg/mymodel/2026-11-20", new String(ROW.key(), StandardCharsets.UTF_8));
        assertEquals("model/myorg/mymodel", new String(RowRecord.repositoryOf(ROW.key()), StandardCharsets.UTF_8));
    }

    @Test
    void haveEveryFieldOfTheSchemaAndEveryClass() throws IOException {
        Map<ClientClass, Long> classes =
                Arrays.stream(ClientClass.values()).collect(Collectors.toMap(Function.identity(), any -> 1L));
        var row = new RowRecord(ROW.repository(), ROW.date(), ROW.rules(), ROW.row(), classes);
        String value = new String(row.value(), StandardCharsets.UTF_8);

        new RowSchema().assertHolds(value);
        JsonNode schema = new ObjectMapper()
                .readTree(Path.of("../docs/daily-row.schema.json").toFile());
        var written = new TreeSet<String>();
        new ObjectMapper().readTree(value).fieldNames().forEachRemaining(written::add);
        var described = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(described::add);
        assertEquals(written, described);
        assertEquals(
                written,
                StreamSupport.stream(schema.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
