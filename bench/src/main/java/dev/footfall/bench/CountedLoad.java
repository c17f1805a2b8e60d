package dev.footfall.bench;

import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import java.util.function.Consumer;

/** A load in the log of a data directory, published to the product's own Kafka and counted by it. */
final class CountedLoad {
    private CountedLoad() {}

    /**
     * Runs the product until it has counted the load, and stops it in order.
     *
     * @param settings those of the product, its data directory among them
     * @return the number of offsets that the changelogs span then
     */
    static long make(Settings settings, Load load, Catalog catalog, Consumer<String> notes) {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            RoomConfigs configs = on(product, settings);
            new LoadPublisher(load, catalog, notes).publish(configs);
            product.awaitCounted();
            return Changelogs.records(configs);
        }
    }

    /** The configuration of clients of that product's Kafka. */
    static RoomConfigs on(ProductProcess product, Settings settings) {
        return RoomConfigs.of(BenchSettings.with(settings, Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, product.kafka())));
    }
}
