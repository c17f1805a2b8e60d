package dev.footfall.operations.gaps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The log of what was said about gaps: of each source and hours the last word. */
public final class GapTopic implements SharedTopic<SaidGaps, GapVerdict> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECLARED = "declared";
    private static final String DISMISSED = "dismissed";

    @Override
    public String subject() {
        return "words about gaps";
    }

    @Override
    public TopicSpec spec() {
        return TopicSpec.GAPS;
    }

    @Override
    public SaidGaps emptyBook() {
        return new SaidGaps();
    }

    @Override
    public byte[] key(GapVerdict verdict) {
        return (verdict.from() + "/" + verdict.to() + "/" + verdict.source()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> value(GapVerdict verdict) {
        ObjectNode json = JSON.createObjectNode()
                .put("source", verdict.source())
                .put("from", verdict.from().toString())
                .put("to", verdict.to().toString())
                .put("verdict", verdict.isGap() ? DECLARED : DISMISSED)
                .put("reason", verdict.reason())
                .put("by", verdict.by())
                .put("at", verdict.at().toString());
        return Optional.of(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a record; one without a value is none: what was said is said. */
    @Override
    public Optional<GapVerdict> read(byte[] key, Optional<byte[]> value) {
        return value.flatMap(GapTopic::read);
    }

    private static Optional<GapVerdict> read(byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            Instant from = Instant.parse(json.path("from").asText());
            Instant to = Instant.parse(json.path("to").asText());
            if (!from.isBefore(to)) return Optional.empty();
            return Optional.of(new GapVerdict(
                    json.path("source").asText(),
                    from,
                    to,
                    json.path("verdict").asText().equals(DECLARED),
                    json.path("reason").asText(),
                    json.path("by").asText(),
                    Instant.parse(json.path("at").asText())));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void replay(SaidGaps said, GapVerdict next, Instant logTime) {
        said.replay(next);
    }
}
