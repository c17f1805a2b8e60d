package dev.footfall.operations.gaps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.queryapi.gaps.GapVerdict;
import dev.footfall.queryapi.gaps.GapVerdictLog;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapLogUnavailable;
import dev.footfall.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators' verdicts on gaps, read from their topic and written to it. Thread-safe. */
public final class KafkaGapVerdicts implements GapVerdictLog, AutoCloseable {
    private final SharedLogFollower<GapVerdicts, GapVerdict> followed;
    private final PublisherConfig kafka;

    public KafkaGapVerdicts(PublisherConfig kafka) {
        this.kafka = kafka;
        this.followed = new SharedLogFollower<>(kafka, GapVerdicts.TOPIC, "footfall-query-gaps");
    }

    @Override
    public List<GapVerdict> all() {
        return followed.state().all();
    }

    /** Verdicts are rare, so the writer is opened for each. */
    @Override
    public void write(GapVerdict verdict) {
        try (var log = new KafkaSharedLog<>(kafka, GapVerdicts.TOPIC)) {
            var unused = log.change(said -> List.of(verdict));
            followed.follow();
        } catch (SharedLogUnavailableException e) {
            throw new GapLogUnavailable("the gap could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        followed.close();
    }

    /** The latest verdict for each source and hours, as far as the log was read. Written by one thread, read by any. */
    static final class GapVerdicts {
        /** A record without a value is none: verdicts are never withdrawn. */
        static final SharedTopic<GapVerdicts, GapVerdict> TOPIC = new SharedTopic<>(
                "verdicts on gaps",
                TopicSpec.GAPS,
                GapVerdicts::new,
                verdict -> bytes(verdict.from() + "/" + verdict.to() + "/" + verdict.source()),
                verdict -> Optional.of(write(verdict)),
                (key, value) -> value.flatMap(GapVerdicts::read),
                (verdicts, next, logTime) -> verdicts.replay(next));

        private static final String DECLARED = "declared";
        private static final String DISMISSED = "dismissed";

        private record VerdictHours(String source, Instant from, Instant to) {}

        private final Map<VerdictHours, GapVerdict> last = new LinkedHashMap<>();
        private volatile List<GapVerdict> all = List.of();

        private void replay(GapVerdict next) {
            last.put(new VerdictHours(next.source(), next.from(), next.to()), next);
            all = List.copyOf(last.values());
        }

        List<GapVerdict> all() {
            return all;
        }

        private static byte[] write(GapVerdict verdict) {
            return bytes(Json.MAPPER
                    .createObjectNode()
                    .put("source", verdict.source())
                    .put("from", verdict.from().toString())
                    .put("to", verdict.to().toString())
                    .put("verdict", verdict.isGap() ? DECLARED : DISMISSED)
                    .put("reason", verdict.reason())
                    .put("by", verdict.by())
                    .put("at", verdict.at().toString())
                    .toString());
        }

        private static Optional<GapVerdict> read(byte[] value) {
            try {
                JsonNode json = Json.MAPPER.readTree(value);
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

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
