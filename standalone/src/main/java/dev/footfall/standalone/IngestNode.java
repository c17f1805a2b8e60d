package dev.footfall.standalone;

import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.http.IngestServer.RenameCheck;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.settings.Settings;
import java.util.OptionalInt;

public record IngestNode(IngestServer ingest, Components components) implements Running {
    public static IngestNode start(Settings settings) {
        return Running.start(components -> {
            RoomConfigs configs = RoomConfigs.of(settings).checkedToIngest();
            VisitorSecret secret = configs.secret();
            TopicAdmin.ofServer(configs.kafka()).require(OptionalInt.empty());
            KafkaEventPublisher log = components.add(
                    new KafkaEventPublisher(configs.publisher(), LoneBroker.durability(configs.kafka())));
            IngestServer ingest = components.ingest(
                    configs, log, SharedLogs.users(configs).map(components::add), secret, RenameCheck.NONE);
            return new IngestNode(ingest, components);
        });
    }
}
