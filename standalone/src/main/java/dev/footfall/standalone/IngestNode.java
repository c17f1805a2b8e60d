package dev.footfall.standalone;

import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.http.RenameCheck;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.standalone.settings.Settings;

/** A process that only accepts events and writes them to a Kafka elsewhere. It keeps no state; any number may run. */
public record IngestNode(IngestServer ingest, Components components) implements Running {
    /** The core alone. */
    public static IngestNode start(Settings settings) {
        return start(settings, Extras.NONE);
    }

    public static IngestNode start(Settings settings, Extras extras) {
        return Running.start(components -> {
            RoomConfigs wanted = RoomConfigs.of(settings).with(extras).checkedToIngest();
            VisitorSecret secret = wanted.secret();
            RoomConfigs configs = wanted.checked();
            configs.topics().require(TopicSpec.TRUSTED_PROXIES);
            KafkaEventPublisher log = components.add(new KafkaEventPublisher(
                    configs.publisher(), configs.partitions(), LoneBroker.durability(configs.admin())));
            IngestServer ingest = components.ingest(
                    configs, log, SharedLogs.users(configs).map(components::add), secret, RenameCheck.NONE);
            return new IngestNode(ingest, components);
        });
    }
}
