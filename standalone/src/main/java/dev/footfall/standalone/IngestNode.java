package dev.footfall.standalone;

import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.http.IngestServer.RenameCheck;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.settings.Settings;
import java.util.OptionalInt;

public final class IngestNode implements AutoCloseable {
    private final Components components = new Components();
    private final IngestServer ingest;

    public IngestNode(Settings settings) {
        try {
            RoomConfigs configs = RoomConfigs.of(settings);
            VisitorSecret secret = configs.secret();
            TopicAdmin.ofServer(configs.kafka()).require(OptionalInt.empty());
            KafkaEventPublisher log = components.publisher(configs, LoneBroker.durability(configs.kafka()));
            ingest = components.ingest(configs, log, components.users(configs), secret, RenameCheck.NONE);
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    public IngestServer ingest() {
        return ingest;
    }

    @Override
    public void close() {
        components.close();
    }
}
