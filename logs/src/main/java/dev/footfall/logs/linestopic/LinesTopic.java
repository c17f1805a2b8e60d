package dev.footfall.logs.linestopic;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.logs.accesslog.LineTotals;
import dev.footfall.logs.accesslog.SampledFaults;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines or envelopes from a topic. Committed once its events are durable; their ids are the record's. */
public final class LinesTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinesTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LinesTopicConfig config;
    private final LinesTopicWiring surroundings;
    private final Consumer<byte[], byte[]> consumer;
    private final AtomicLong lag = new AtomicLong();
    private SampledFaults kept;
    private final Thread thread = new Thread(this::run, "footfall-lines");

    LinesTopic(LinesTopicConfig config, LinesTopicWiring surroundings, Consumer<byte[], byte[]> consumer) {
        this.config = config;
        this.surroundings = surroundings;
        this.consumer = consumer;
        this.kept = new SampledFaults(surroundings.clock());
        Gauge.builder("footfall.ingest.lines.lag", lag, AtomicLong::get)
                .description("Records of `ingest.lines-topic` not yet read")
                .register(surroundings.metrics());
        new RecordLog(config, surroundings, kept).count(LineTotals.NONE);
    }

    /** Makes a consumer with these settings. */
    @FunctionalInterface
    public interface Consumers {
        Consumer<byte[], byte[]> make(Map<String, Object> settings);
    }

    /** Makes the topic, with the brokers' defaults, if there is none. */
    public static LinesTopic start(
            LinesTopicConfig config, PublisherConfig kafka, LinesTopicWiring surroundings, Consumers consumers) {
        Map<String, Object> settings = kafka.client();
        create(config.topic(), settings);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "footfall-lines");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topics().id("lines"));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000"); // others wait so long for one that was killed
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100"); // a close waits for the last fetch
        var topic = new LinesTopic(config, surroundings, consumers.make(settings));
        topic.consumer.subscribe(List.of(config.topic()));
        topic.thread.start();
        return topic;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it may be there, or be for others to make: the consumer says so
    private static void create(String topic, Map<String, Object> settings) {
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())));
        }
    }

    private void run() {
        try {
            while (true) round();
        } catch (WakeupException | InterruptException | InterruptedException e) {
            LOG.debug("{} is no longer read", config.topic());
        } finally {
            var unused = Thread.interrupted(); // else the group would not hear that this one leaves
            consumer.close(CloseOptions.timeout(PAUSE));
        }
    }

    void round() throws InterruptedException {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) copy(records);
            lag.set(consumer.assignment().stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum());
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) { // such as a commit of what others have taken over meanwhile: they read it again
            LOG.warn("{} cannot be read now: {}", config.topic(), e.getMessage());
            Thread.sleep(PAUSE.toMillis());
        } catch (RuntimeException e) { // no record was skipped: what was handed out is durable
            LOG.error("{} cannot be read now", config.topic(), e);
            Thread.sleep(PAUSE.toMillis());
        }
    }

    void copy(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (Optional<String> fault = fault(records); fault.isPresent(); fault = fault(records)) {
            LOG.warn("{} waits: {}", config.topic(), fault.get());
            Thread.sleep(PAUSE.toMillis());
        }
        consumer.commitSync(records.nextOffsets());
    }

    private Optional<String> fault(ConsumerRecords<byte[], byte[]> records) {
        try {
            SampledFaults tried = kept.copy(); // what is sent again is kept once
            Optional<String> fault = sent(records, tried);
            if (fault.isEmpty()) kept = tried;
            return fault;
        } catch (SharedLogUnavailableException | KafkaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // to end here would be silent, to skip them a loss
            LOG.error("Records of {} failed", config.topic(), e);
            return Optional.of(e.toString());
        }
    }

    /** In parts, each acknowledged before the next is read: a poll may hold some thousand records of many lines. */
    private Optional<String> sent(ConsumerRecords<byte[], byte[]> records, SampledFaults tried) {
        var part = new RecordLog(config, surroundings, tried);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            part.add(record);
            if (!part.isFull()) continue;
            Optional<String> fault = part.send();
            if (fault.isPresent()) return fault;
            part = new RecordLog(config, surroundings, tried);
        }
        return part.send();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
            thread.interrupt();
            thread.join(Duration.ofSeconds(3).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
