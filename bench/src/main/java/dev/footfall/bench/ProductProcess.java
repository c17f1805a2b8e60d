package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

final class ProductProcess implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Child process;
    private final JsonNode address;

    private ProductProcess(Child process) {
        this.process = process;
        this.address = process.answer();
    }

    static ProductProcess serve(Settings settings) {
        return new ProductProcess(Child.start(settings, "serve"));
    }

    static ProductProcess run(Settings settings) {
        return new ProductProcess(Child.start(settings, "run"));
    }

    /**
     * Publishes a load to the product's own Kafka and waits until it is counted; returns the records of the
     * changelogs.
     */
    static long count(Settings settings, Load load, Catalog catalog, Consumer<String> notes) {
        try (ProductProcess product = run(settings)) {
            product.awaitReady();
            var onKafka = BenchSettings.with(settings, Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, product.kafka()));
            RoomConfigs configs = RoomConfigs.of(onKafka);
            new LoadPublisher(load, catalog, notes).publish(configs);
            product.awaitCounted();
            return TopicEnds.changelogRecords(configs);
        }
    }

    int queryPort() {
        return address.path("query_port").asInt();
    }

    int ingestPort() {
        return address.path("ingest_port").asInt();
    }

    String kafka() {
        return address.path("bootstrap_servers").asText();
    }

    JsonNode use() {
        return process.ask("use");
    }

    boolean isComplete() {
        return process.ask("progress").path("complete").asBoolean();
    }

    long counted() {
        return process.ask("progress").path("counted").asLong();
    }

    void awaitCounted() {
        await(this::isComplete);
    }

    void await(BooleanSupplier isSo) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("the log was not counted in time");
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    void awaitReady() {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        byte[] request = HttpConnection.get("/ready");
        while (true) {
            try (var connection = new HttpConnection(queryPort())) {
                if (connection.send(request).status() == 200) return;
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("it was not ready in time", e);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
