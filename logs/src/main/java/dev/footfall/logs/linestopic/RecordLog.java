package dev.footfall.logs.linestopic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.ByteBudget;
import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.logs.accesslog.InboundLog;
import dev.footfall.logs.accesslog.LineEnvelope;
import dev.footfall.logs.accesslog.LineTotals;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.PostedLogOutcome;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.logs.accesslog.SampledFaults;
import dev.footfall.logs.inbound.Producer;
import dev.footfall.web.HttpProblemException;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines or envelopes in some records of a topic as events, by format and source. Filled by one thread, then sent as a whole. */
final class RecordLog {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
    private static final int FULL = InboundLog.MOST_ITEMS / 2;
    private static final int MOST_LOGS = 100;
    private static final long FULL_BYTES = 32 << 20;
    private static final long EVENT_BYTES = 500;

    private final LinesTopicConfig config;
    private final LinesTopicWiring surroundings;
    private final SampledFaults kept;
    private final Map<List<String>, InboundLog> open = new HashMap<>();
    private final List<InboundLog> all = new ArrayList<>();
    private long bytes;

    RecordLog(LinesTopicConfig config, LinesTopicWiring surroundings, SampledFaults kept) {
        this.config = config;
        this.surroundings = surroundings;
        this.kept = kept;
    }

    /** True once what it holds should be sent before more is added. */
    boolean isFull() {
        return all.size() > MOST_LOGS || bytes > FULL_BYTES;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        String format = header(record, "format").orElse(config.format());
        String source = header(record, "source").orElse(config.source());
        try {
            if (format.startsWith("file:") && !format.equals(config.format())) {
                throw new IllegalArgumentException("declarations in files are allowed only in settings");
            }
            List<JsonNode> items = items(record, Producer.ofLabel(format));
            InboundLog log = log(format, source, items);
            items.forEach(log::add);
            bytes += items.stream().mapToLong(RecordLog::kept).sum();
        } catch (IllegalArgumentException e) {
            reject(record, "line", String.valueOf(e.getMessage()));
        } catch (HttpProblemException e) {
            reject(record, "json", "is not what " + format + " sends");
        } catch (ByteBudget.ExceededException e) {
            reject(record, "json", "with its decompressed content, " + e.getMessage());
        } catch (SharedLogUnavailableException | KafkaException e) {
            throw e;
        } catch (RuntimeException e) { // one record must not hold up the others
            LOG.error("The record at offset {} of {} failed", record.offset(), record.topic(), e);
            reject(record, "line", "cannot be read");
        }
    }

    /** Roughly what the events of an item take until they are sent. */
    private static long kept(JsonNode item) {
        String line = item.path("line").asText("");
        return EVENT_BYTES * lines(line) + 2L * line.length();
    }

    private static long lines(String text) {
        return 1 + text.chars().filter(c -> c == '\n').count();
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private void reject(ConsumerRecord<byte[], byte[]> record, String field, String error) {
        var place = new RejectedEvent.FromTopic(record.topic(), record.partition(), record.offset());
        log(config.format(), config.source(), List.of()).reject(new RejectedEvent(field, error, place));
    }

    private InboundLog log(String format, String source, List<JsonNode> items) {
        List<String> key = List.of(format, source);
        InboundLog known = open.get(key);
        if (known != null && known.hasRoomFor(items)) return known;
        Optional<Producer> producer = Producer.ofLabel(format);
        LogFormat lines = producer.isPresent() ? InboundLog.REQUESTS : LogFormat.ofLabel(format);
        Routes routes = config.routes()
                .before(producer.map(Producer::routes).orElse(List.of()))
                .routes();
        LogSettings settings = new LogSettings(lines, routes, source, surroundings.secret())
                .with(surroundings.keys())
                .with(surroundings.proxies());
        var log = new InboundLog(producer.map(Producer::label).orElse(""), settings, kept, surroundings.clock());
        if (!log.hasRoomFor(items)) throw new IllegalArgumentException("has too many sources");
        open.put(key, log);
        all.add(log);
        return log;
    }

    /** Those without an id get one by their place in the topic, and by the record's time: a topic may be created again. */
    private List<JsonNode> items(ConsumerRecord<byte[], byte[]> record, Optional<Producer> producer) {
        if (record.value() == null)
            return List.of(JsonNodeFactory.instance.objectNode().put("skip", "no-value"));
        String place = String.join(
                "\0",
                record.topic(),
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                Long.toString(record.timestamp()));
        List<JsonNode> items = producer.isPresent() ? mapped(record.value(), producer.get()) : lines(record.value());
        long lines = 0;
        for (JsonNode item : items) {
            lines += lines(item.path("line").asText(""));
            boolean isNamed = !item.path("id").asText("").isEmpty();
            if (!isNamed && item instanceof ObjectNode unnamed) unnamed.put("id", place + '\0' + lines);
        }
        if (lines > FULL) throw new IllegalArgumentException("has more than " + FULL + " lines");
        return items;
    }

    private List<JsonNode> lines(byte[] value) {
        List<String> texts = config.field()
                .map(field -> new LineEnvelope(field).textsOf(value))
                .orElseGet(() -> List.of(new String(value, StandardCharsets.UTF_8)));
        return texts.stream()
                .<JsonNode>map(text -> JsonNodeFactory.instance.objectNode().put("line", text))
                .toList();
    }

    private List<JsonNode> mapped(byte[] value, Producer producer) {
        var noHeaders = JsonNodeFactory.instance.objectNode();
        var about =
                new Producer.Circumstances(noHeaders, "", surroundings.clock().millis(), false);
        List<JsonNode> items = new ArrayList<>();
        producer.program(about).read(value, items::add);
        return items;
    }

    /** The reason why not everything was written, if so. */
    Optional<String> send() {
        List<CompletableFuture<PostedLogOutcome>> sent = all.stream()
                .map(log -> log.sendTo(surroundings.publisher(), surroundings.feeds(), surroundings.watch()))
                .toList();
        for (CompletableFuture<PostedLogOutcome> outcome : sent) {
            if (outcome.join() instanceof PostedLogOutcome.NotWritten unavailable)
                return Optional.of(unavailable.reason());
            if (outcome.join() instanceof PostedLogOutcome.Taken taken)
                taken.warnings().logged().forEach(LOG::warn);
        }
        all.forEach(log -> count(log.totals()));
        return Optional.empty();
    }

    void count(LineTotals totals) {
        totals.byOutcome().forEach(this::count);
    }

    private void count(String outcome, long lines) {
        Counter.builder("footfall.ingest.lines")
                .description("Lines and requests in `ingest.lines-topic`, by outcome")
                .tag("outcome", outcome)
                .register(surroundings.metrics())
                .increment((double) lines);
    }
}
