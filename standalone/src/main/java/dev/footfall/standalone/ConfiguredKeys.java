package dev.footfall.standalone;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeys;
import dev.footfall.ingest.daykeys.KeyTopic;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.operations.topics.TopicAdmin;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The keys of visitors, as {@code ingest.visitor-key} wants them. */
public final class ConfiguredKeys {
    private ConfiguredKeys() {}

    /**
     * The secret itself, or the keys of days in a Kafka that answers.
     *
     * @throws IllegalStateException if the topic of keys is missing or different, or may not be used
     */
    public static VisitorKeys open(RoomConfigs configs, VisitorSecret secret) {
        Optional<Duration> retention = configs.dayKeyRetention();
        if (retention.isEmpty()) return secret;
        new TopicAdmin(configs.kafka()).requireKeys();
        try {
            return new DayKeys(
                    new KafkaSharedLog<>(configs.publisher(), new KeyTopic()),
                    secret,
                    retention.get(),
                    Clock.systemUTC());
        } catch (SharedLogUnavailableException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; see to the rights to write to and to read its topic, and"
                            + " to the transactional id",
                    e);
        }
    }
}
