package dev.footfall.logs.accesslog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.client.AddressList;
import dev.footfall.logs.inbound.OtlpMessages;
import dev.footfall.logs.inbound.Producer;
import dev.footfall.logs.logformat.Formats;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The requests and lines of one envelope as events. Filled by one thread, then sent as a whole. */
public final class InboundLog {
    public static final LogFormat REQUESTS = LogFormat.of(Formats.preset("inbound"));

    public static final int MOST_ITEMS = 50_000;
    private static final int MOST_SOURCES = 100;
    private static final String NO_FORMAT = "no-format";
    private static final String ODD = "odd";

    private final String producer;
    private final LogSettings settings;
    private final Clock clock;
    private final SampledFaults kept;
    private final Map<String, LineInterpreter> interpreters = new HashMap<>();
    private final Map<String, LogFindings> findings = new HashMap<>(); // by source
    private final Map<String, Long> skipped = new HashMap<>();
    private final LineBatch batch = new LineBatch();
    private long number;

    public InboundLog(String producer, LogSettings settings, SampledFaults kept, Clock clock) {
        this.producer = producer;
        this.settings = settings;
        this.kept = kept;
        this.clock = clock;
    }

    /** Adds what a program made; an {@link dev.footfall.web.HttpProblemException} says that it is one too many. */
    public void add(JsonNode item) {
        if (item.has("skip")) skip(text(item, "skip"));
        else if (item.has("line")) lines(item);
        else request(item);
    }

    /** False where half of the most lines are there, or these would be of too many sources. */
    public boolean hasRoomFor(List<JsonNode> items) {
        long sources = items.stream()
                .filter(item -> !item.has("skip"))
                .map(item -> List.of(text(item, "format"), source(item)))
                .distinct()
                .count();
        return number < MOST_ITEMS / 2 && interpreters.size() + sources <= MOST_SOURCES;
    }

    public LineTotals totals() {
        return batch.totals();
    }

    public void reject(RejectedEvent event) {
        count();
        addLine(new LineOutcome.Rejected(event));
    }

    public boolean lacksFormat() {
        return skipped.containsKey(NO_FORMAT) && batch.totals().skipped() == number;
    }

    public Map<String, Long> skipped() {
        return Map.copyOf(skipped);
    }

    public CompletableFuture<PostedLogOutcome> sendTo(EventPublisher publisher, DoubleFeeds feeds, ClientWatch watch) {
        var faults = batch.rejected().stream().limit(10).toList();
        boolean isWebhook =
                Producer.ofLabel(producer).filter(it -> !it.isShipper()).isPresent();
        return batch.sendTo(feeds.watch(publisher, isWebhook))
                .thenApply(delivery -> delivery instanceof Delivery.Unacknowledged unavailable
                        ? new PostedLogOutcome.NotWritten(unavailable.reason())
                        : new PostedLogOutcome.Taken(batch.totals(), 0, faults, warnings(watch)));
    }

    private ClientWarnings warnings(ClientWatch watch) {
        return findings.entrySet().stream()
                .map(source -> watch.close(source.getKey(), source.getValue()))
                .reduce(ClientWarnings.NONE, ClientWarnings::and);
    }

    private void skip(String reason) {
        count();
        skipped.merge(reason, 1L, Long::sum);
        batch.add(LineOutcome.NoEvent.SKIPPED);
    }

    private void lines(JsonNode item) {
        LogFormat format = format(text(item, "format"));
        String own = text(item, "id");
        String text = LineEnvelope.withoutEnd(text(item, "line"));
        int from = 0;
        for (int nth = 1; from <= text.length(); nth++) { // one by one: a text may be nothing but line ends
            int next = text.indexOf('\n', from);
            int end = next < 0 ? text.length() : next;
            String line = text.substring(from, next > from && text.charAt(next - 1) == '\r' ? next - 1 : end);
            if (line.isBlank()) batch.add(LineOutcome.NoEvent.BLANK);
            else if (format.equals(REQUESTS)) skip(NO_FORMAT);
            else line(item, format, line, own.isEmpty() || format.equals(LogFormat.NDJSON) ? "" : own + '\0' + nth);
            from = end + 1;
        }
    }

    /** An object is a line of a format of objects, if that can read it; else a line may be in it. */
    private void line(JsonNode item, LogFormat format, String line, String own) {
        LineOutcome outcome = LineOutcome.NoEvent.BLANK;
        if (format.isOfObjects()) {
            outcome = read(format, source(item), line);
            if (!(outcome instanceof LineOutcome.Rejected)) {
                add(outcome, item, own);
                return;
            }
        }
        List<String> wrapped = WrappedLines.of(line).orElse(List.of());
        if (wrapped.isEmpty()) {
            add(format.isOfObjects() ? outcome : read(format, source(item), line), item, own);
            return;
        }
        if (format.isOfObjects()) number--; // one line, read twice
        for (int nth = 0; nth < wrapped.size(); nth++) {
            String id = own.isEmpty() || nth == 0 ? own : own + '\0' + nth;
            if (wrapped.get(nth).isBlank()) batch.add(LineOutcome.NoEvent.BLANK);
            else add(read(format, source(item), wrapped.get(nth)), item, id);
        }
    }

    private void add(LineOutcome outcome, JsonNode item, String own) {
        if (own.isEmpty()) addLine(outcome);
        else addNamed(outcome, item, own);
    }

    private void addLine(LineOutcome outcome) {
        if (outcome == LineOutcome.NoEvent.SKIPPED) skipped.merge("by-format", 1L, Long::sum);
        outcome.addTo(batch, kept);
    }

    private LineOutcome read(LogFormat format, String source, String text) {
        count();
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        LineInterpreter lines =
                interpreters.computeIfAbsent(format.label() + '\0' + source, any -> interpreter(format, source));
        return line.length > LineReader.MAX_LINE_BYTES ? lines.readOverlong(number) : lines.read(line, number);
    }

    /** The first line that cannot be read, if none can: {@code odd} items are parts of the envelope that are unknown. */
    public Optional<String> fault() {
        LineTotals totals = batch.totals();
        long odd = skipped.getOrDefault(ODD, 0L);
        long unread = totals.rejected() + odd;
        if (unread == 0 || unread < totals.lines() - totals.blank()) return Optional.empty();
        return batch.rejected().stream()
                .findFirst()
                .map(first -> first.origin() instanceof RejectedEvent.FromLine place
                        ? "line " + place.number() + ": " + first.field() + ": " + first.error()
                        : first.field() + ": " + first.error())
                .or(() -> Optional.of("odd: no part has the form that this producer sends"));
    }

    private void request(JsonNode item) {
        for (var field : item.properties()) { // CloudTrail and collectors write whole numbers as 1200.0
            JsonNode value = field.getValue();
            boolean isWhole = value.canConvertToExactIntegral() && value.canConvertToLong();
            if (value.isFloatingPointNumber() && isWhole) field.setValue(LongNode.valueOf(value.asLong()));
        }
        addNamed(read(REQUESTS, source(item), item.toString()), item, text(item, "id"));
    }

    private void addNamed(LineOutcome outcome, JsonNode item, String own) {
        if (outcome instanceof LineOutcome.Routed routed) batch.add(named(routed.event(), item, own));
        else addLine(outcome);
    }

    private DownloadEvent named(DownloadEvent event, JsonNode item, String own) {
        EventDetails details = event.details();
        byte[] name = (producer + '\0' + own).getBytes(StandardCharsets.UTF_8);
        VisitorSecret key = settings.keys().at(event.time());
        String id = own.isEmpty() ? event.id() : key.lineId(source(item), name, 0);
        String revision = withoutClients(item);
        String known =
                revision.isEmpty() ? details.revision() : LogText.cut(revision, EventDetails.MAX_REVISION_LENGTH);
        var named = new EventDetails(
                details.path(), known, details.userAgent(), details.source(), details.network(), details.country());
        return new DownloadEvent(id, event.time(), event.repo(), event.visitor(), event.request(), named);
    }

    /** The revision as the producer names it, without an address of the request. */
    private static String withoutClients(JsonNode item) {
        String revision = Redaction.withoutClient(text(item, "revision"), text(item, "address"));
        for (String address : AddressList.of(text(item, "forwarded")).addresses()) {
            revision = Redaction.withoutClient(revision, address);
        }
        return revision;
    }

    private void count() {
        if (++number > MOST_ITEMS) throw OtlpMessages.bad("The body has more than " + MOST_ITEMS + " events");
    }

    private LogFormat format(String label) {
        boolean isKnown = Formats.PRESETS.contains(label) || label.equals(LogFormat.NDJSON.label());
        LogFormat own = isKnown ? LogFormat.ofLabel(label) : settings.format();
        return own.isZoneMissing() ? settings.format() : own;
    }

    private String source(JsonNode item) {
        String own = text(item, "source");
        return settings.source().equals(producer) && own.matches("\\P{Cc}{1,128}") ? own : settings.source();
    }

    private LineInterpreter interpreter(LogFormat format, String source) {
        if (interpreters.size() == MOST_SOURCES) throw OtlpMessages.bad("The body has more than 100 sources");
        LogFindings ofSource = findings.computeIfAbsent(source, any -> LogFindings.ofClients(new ClientShares()));
        return LineInterpreters.of(settings.of(format, source), clock, ofSource);
    }

    private static String text(JsonNode item, String field) {
        return new String(item.path(field).asText("").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
