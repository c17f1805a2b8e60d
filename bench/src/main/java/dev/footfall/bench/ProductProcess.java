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

record ProductProcess(Child process, JsonNode address) implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private ProductProcess(Child process) {
        this(process, process.answer());
    }

    static ProductProcess serve(Settings settings) {
        return new ProductProcess(Child.start(settings, "serve"));
    }

    static ProductProcess run(Settings settings) {
        return new ProductProcess(Child.start(settings, "run"));
    }

    /** Waits until the load is counted; returns the records of the changelogs. */
    static long count(Settings settings, Load load, Catalog catalog, Consumer<String> notes) {
        try (ProductProcess product = run(settings)) {
            product.awaitReady();
            RoomConfigs configs = RoomConfigs.of(product.onKafka(settings));
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

    Settings onKafka(Settings settings) {
        String servers = address.path("bootstrap_servers").asText();
        return BenchSettings.with(settings, Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, servers));
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

    void awaitReady() {
        await(this::isReady);
    }

    private boolean isReady() {
        try (var connection = new HttpConnection(queryPort())) {
            return connection.send(HttpConnection.get("/ready")).status() == 200;
        } catch (UncheckedIOException e) {
            return false; // asked again in a moment
        }
    }

    void await(BooleanSupplier isSo) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("it was not ready or done in time");
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
