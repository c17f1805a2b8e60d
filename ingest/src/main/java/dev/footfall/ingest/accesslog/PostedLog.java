package dev.footfall.ingest.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.accesslog.InboundLog.SampledFaults;
import dev.footfall.ingest.accesslog.LineInterpreter.LineOutcome;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A stretch of a log with the ids of an imported file, so it may come again. Used once, by one thread at a time. */
public final class PostedLog {
    private static final int BATCH_LINES = 1_000;
    private static final int SHOWN_FAULTS = 10;
    private static final int TELLING_REQUESTS = 20;

    private final LineInterpreter interpreter;
    private final Optional<Envelope> envelope;
    private final LineReader reader;
    private final boolean isAgentless;
    private final SampledFaults kept;
    private final List<RejectedEvent> faults = new ArrayList<>();
    private LineTotals totals = LineTotals.NONE;
    private long withoutAgent;
    private long number;

    public PostedLog(LogSettings settings, Optional<Envelope> envelope, boolean isAgentless, byte[] text, Clock clock) {
        this.interpreter = LineInterpreter.of(settings, clock, new UnroutedRequests(0));
        this.envelope = envelope;
        this.isAgentless = isAgentless;
        this.kept = new SampledFaults(clock);
        this.reader = new LineReader(new ByteArrayInputStream(text));
    }

    public sealed interface Outcome {
        /** Every event is in the log; {@code withoutAgent} counts those of unknown software. */
        record Taken(LineTotals totals, long withoutAgent, List<RejectedEvent> faults) implements Outcome {}

        /** Nothing was written: the lines are not in the format. */
        record Refused(String reason, List<RejectedEvent> faults) implements Outcome {}

        /** Not everything was written; the reason has no secrets. */
        record Unavailable(String reason) implements Outcome {}
    }

    /** Sends all batches in turn; {@code reading} reads the next after each acknowledgement. */
    public CompletableFuture<Outcome> sendTo(EventPublisher publisher, Executor reading) {
        LineBatch first = batch();
        Optional<String> mistake = mistake(first);
        return mistake.isPresent()
                ? CompletableFuture.completedFuture(new Outcome.Refused(mistake.get(), List.copyOf(faults)))
                : send(first, publisher, reading);
    }

    private CompletableFuture<Outcome> send(LineBatch batch, EventPublisher publisher, Executor reading) {
        LineTotals sent = batch.totals();
        if (sent.lines() == 0) {
            return CompletableFuture.completedFuture(new Outcome.Taken(totals, withoutAgent, List.copyOf(faults)));
        }
        totals = totals.plus(sent);
        return batch.sendTo(publisher)
                .thenComposeAsync(
                        delivery -> delivery instanceof Delivery.Unavailable unavailable
                                ? CompletableFuture.completedFuture(new Outcome.Unavailable(unavailable.reason()))
                                : send(batch(), publisher, reading),
                        reading);
    }

    private Optional<String> mistake(LineBatch first) {
        LineTotals read = first.totals();
        if (read.isUnreadable()) {
            return Optional.of("none of the first lines can be read");
        }
        if (!isAgentless && read.published() >= TELLING_REQUESTS && withoutAgent == read.published()) {
            return Optional.of("none of the first " + read.published()
                    + " requests has an agent, so clients of one address cannot be told apart");
        }
        return Optional.empty();
    }

    private LineBatch batch() {
        var batch = new LineBatch();
        for (int i = 0; i < BATCH_LINES && (Unchecked.io(reader::next) || reader.nextUnended()); i++) add(batch);
        return batch;
    }

    private void add(LineBatch batch) {
        number++;
        LineOutcome outcome = reader.isOverlong() ? interpreter.readOverlong(number) : read(reader.line());
        outcome.addTo(batch, kept);
        if (outcome instanceof LineOutcome.Routed routed
                && routed.event().details().userAgent() == null) {
            withoutAgent++;
        }
        if (outcome instanceof LineOutcome.Rejected rejected && faults.size() < SHOWN_FAULTS) {
            faults.add(rejected.event().get());
        }
    }

    private LineOutcome read(byte[] line) {
        if (envelope.isEmpty() || LogLines.isBlank(line)) return interpreter.read(line, number);
        Optional<byte[]> content = envelope.get().contentOf(line);
        return content.isPresent()
                ? interpreter.read(content.get(), number)
                : interpreter.rejected(
                        "json",
                        "must be an object with the text \"" + envelope.get().field() + "\"",
                        number);
    }

    /** The JSON object in which a shipper wraps each line; {@code field} is the text that holds it. */
    public record Envelope(String field) {
        public Optional<byte[]> contentOf(byte[] json) {
            try (JsonParser parser = EventCodec.parser(json, 0, json.length)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isLine = parser.currentName().equals(field);
                    if (parser.nextToken() == JsonToken.VALUE_STRING && isLine) {
                        return Optional.of(withoutEnd(parser.getText()).getBytes(StandardCharsets.UTF_8));
                    }
                    parser.skipChildren();
                }
                return Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        /** Without its line end, as a file's lines are; spaces are the line's. */
        static String withoutEnd(String line) {
            String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
