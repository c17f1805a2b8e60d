package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.io.ByteArrayInputStream;
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

    private final String source;
    private final ClientWatch watch;
    private final LogFindings findings = LogFindings.ofClients(new ClientShares());
    private final LineInterpreter interpreter;
    private final PostedLines lines;
    private final Optional<RejectedEvent> spoiled;
    private final boolean isAgentless;
    private final SampledFaults kept;
    private final List<RejectedEvent> faults = new ArrayList<>();
    private LineTotals totals = LineTotals.NONE;
    private long withoutAgent;

    public PostedLog(LogReading asked, byte[] body, ClientWatch watch, Clock clock) {
        byte[] text = Utf16.asUtf8(body);
        LogSettings settings = asked.settings();
        Optional<LineEnvelope> envelope = asked.envelope();
        this.source = settings.source();
        this.watch = watch;
        this.interpreter = LineInterpreters.of(settings, clock, findings);
        this.lines = envelope.<PostedLines>map(known -> new EnvelopedLines(text, known))
                .orElseGet(() -> new PlainLines(new LineReader(new ByteArrayInputStream(text))));
        this.spoiled = envelope.flatMap(known -> EnvelopedLines.fault(text, known, source));
        this.isAgentless = asked.isAgentless();
        this.kept = new SampledFaults(clock);
    }

    /** Sends all batches in turn; {@code reading} reads the next after each acknowledgement. */
    public CompletableFuture<PostedLogOutcome> sendTo(EventPublisher publisher, Executor reading) {
        if (spoiled.isPresent()) {
            return CompletableFuture.completedFuture(
                    new PostedLogOutcome.NotInFormat("what follows an object would be lost", List.of(spoiled.get())));
        }
        LineBatch first = batch();
        Optional<String> mistake = mistake(first);
        return mistake.isPresent()
                ? CompletableFuture.completedFuture(
                        new PostedLogOutcome.NotInFormat(mistake.get(), List.copyOf(faults)))
                : send(first, publisher, reading);
    }

    private CompletableFuture<PostedLogOutcome> send(LineBatch batch, EventPublisher publisher, Executor reading) {
        LineTotals sent = batch.totals();
        if (sent.lines() == 0) {
            return CompletableFuture.completedFuture(new PostedLogOutcome.Taken(
                    totals, withoutAgent, List.copyOf(faults), watch.close(source, findings)));
        }
        totals = totals.plus(sent);
        return batch.sendTo(publisher)
                .thenComposeAsync(
                        delivery -> delivery instanceof Delivery.Unacknowledged unavailable
                                ? CompletableFuture.completedFuture(
                                        new PostedLogOutcome.NotWritten(unavailable.reason()))
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
                    + " requests has an agent, so clients that share an address cannot be distinguished");
        }
        return Optional.empty();
    }

    private LineBatch batch() {
        var batch = new LineBatch();
        for (int i = 0; i < BATCH_LINES && lines.next(); i++) add(batch);
        return batch;
    }

    private void add(LineBatch batch) {
        LineOutcome outcome = lines.read(interpreter);
        outcome.addTo(batch, kept);
        if (outcome instanceof LineOutcome.Routed routed
                && routed.event().details().userAgent() == null) {
            withoutAgent++;
        }
        if (outcome instanceof LineOutcome.Rejected rejected && faults.size() < SHOWN_FAULTS) {
            faults.add(rejected.event().get());
        }
    }
}
