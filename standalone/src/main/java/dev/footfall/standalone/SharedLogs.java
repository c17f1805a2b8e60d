package dev.footfall.standalone;

import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.AddressCountries;
import dev.footfall.ingest.AddressNetworks;
import dev.footfall.ingest.PlacedKeys;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeyRegistry;
import dev.footfall.ingest.daykeys.DayKeys;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedTopic;
import dev.footfall.ingest.users.PseudonymousPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The ids of users and the keys of days, which the nodes of a log share through Kafka, where the settings want them. */
public final class SharedLogs {
    private SharedLogs() {}

    /** Empty where events carry names. Fails if the topic of names is missing or different, or may not be used. */
    public static Optional<UserIds> users(RoomConfigs configs) {
        if (!configs.writesIds()) return Optional.empty();
        configs.topics().require(TopicSpec.USERS);
        return Optional.of(opened(
                () -> new UserIds(new KafkaSharedLog<>(configs.publisher(), UserRegistry.TOPIC), Clock.systemUTC())));
    }

    public static EventPublisher publisher(EventPublisher log, Optional<UserIds> users) {
        return users.<EventPublisher>map(ids -> new PseudonymousPublisher(log, ids))
                .orElse(log);
    }

    /** The keys that addresses are hashed under, with their countries and networks. Fails if the topic of keys or a file is amiss. */
    public static VisitorKeys keys(RoomConfigs configs, VisitorSecret secret) {
        Optional<AddressCountries> countries = configs.countries();
        Optional<AddressNetworks> networks = configs.networks();
        VisitorKeys keys = configs.dayKeyRetention()
                .map(retention -> dayKeys(configs, secret, retention))
                .orElse(secret);
        VisitorKeys located = countries.map(known -> PlacedKeys.by(known, keys)).orElse(keys);
        return networks.map(known -> PlacedKeys.by(known, located)).orElse(located);
    }

    private static VisitorKeys dayKeys(RoomConfigs configs, VisitorSecret secret, Duration retention) {
        configs.topics().require(TopicSpec.VISITOR_KEYS);
        return opened(() -> new DayKeys(
                new KafkaSharedLog<>(configs.publisher(), DayKeyRegistry.TOPIC), secret, retention, Clock.systemUTC()));
    }

    /** A log of one of the extras. Fails if its topic is missing or different. */
    public static <S, R> SharedLog<S, R> of(RoomConfigs configs, SharedTopic<S, R> topic) {
        configs.topics().require(topic.spec());
        return new KafkaSharedLog<>(configs.publisher(), topic);
    }

    private static <T> T opened(Supplier<T> log) {
        try {
            return log.get();
        } catch (SharedLogUnavailableException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; check the permissions to read and write its topic and to use the "
                            + "transactional id",
                    e);
        }
    }
}
