package dev.footfall.standalone;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.users.NamelessPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserTopic;
import dev.footfall.operations.topics.TopicAdmin;
import java.time.Clock;
import java.util.Optional;

/** The ids that stand for users, as {@code ingest.users} wants them. */
public final class ConfiguredUsers {
    private ConfiguredUsers() {}

    /**
     * The ids in a Kafka that answers; none where events carry names.
     *
     * @throws IllegalStateException if the topic of names is missing or different, or may not be used
     */
    public static Optional<UserIds> open(RoomConfigs configs) {
        if (!configs.writesIds()) return Optional.empty();
        new TopicAdmin(configs.kafka()).requireUsers();
        try {
            return Optional.of(
                    new UserIds(new KafkaSharedLog<>(configs.publisher(), new UserTopic()), Clock.systemUTC()));
        } catch (SharedLogUnavailableException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; see to the rights to write to and to read its topic, and"
                            + " to the transactional id",
                    e);
        }
    }

    /** A publisher of what is to be written to this one. */
    public static EventPublisher publisher(EventPublisher log, Optional<UserIds> users) {
        return users.<EventPublisher>map(ids -> new NamelessPublisher(log, ids)).orElse(log);
    }
}
