package dev.footfall.operations.gaps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.operations.gaps.KafkaGapVerdicts.GapVerdicts;
import dev.footfall.queryapi.gaps.GapVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapVerdictsTest {
    private static final byte[] KEY = {};

    private final SharedTopic<GapVerdicts, GapVerdict> topic = GapVerdicts.TOPIC;

    @Test
    void readsAndWritesTheRecordThatIsDocumented() throws IOException {
        JsonNode example = new YAMLMapper()
                .readTree(Path.of("../docs/asyncapi.yaml").toFile())
                .at("/components/messages/gapVerdict/examples/0/payload");

        GapVerdict verdict = topic.read()
                .apply(KEY, Optional.of(example.toString().getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();

        assertEquals(
                example.toString(),
                new ObjectMapper()
                        .readTree(topic.value().apply(verdict).orElseThrow())
                        .toString());
        assertEquals(
                "2026-10-05T06:00:00Z/2026-10-05T09:00:00Z/files-1",
                new String(topic.key().apply(verdict), StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheLastWordAboutTheSameHours() {
        GapVerdicts verdicts = topic.emptyState().get();
        GapVerdict declared = verdict("files-1", true);
        GapVerdict other = verdict("files-2", true);
        GapVerdict dismissed = verdict("files-1", false);

        List.of(declared, other, dismissed).forEach(next -> topic.replay().replay(verdicts, next, Instant.EPOCH));

        assertEquals(List.of(dismissed, other), verdicts.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"source\":\"a\",\"from\":\"x\"}"})
    void passesOverARecordThatIsNone(String value) {
        assertEquals(Optional.empty(), topic.read().apply(KEY, Optional.of(value.getBytes(StandardCharsets.UTF_8))));
    }

    private static GapVerdict verdict(String source, boolean isGap) {
        return new GapVerdict(
                source,
                Instant.parse("2026-10-05T06:00:00Z"),
                Instant.parse("2026-10-05T09:00:00Z"),
                isGap,
                "lost",
                "root",
                Instant.EPOCH);
    }
}
