package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.UserId;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserIds.UserRegistry;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of users' names, or its coordinator's, has lost its end. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CutUsersIT {
    private static final Set<String> ERIN = Set.of("erin");

    private static final String COORDINATOR = "__transaction_state";

    @TempDir
    private Path directory;

    @Test
    void keepsTheIdWhoseCommitIsLost() throws IOException {
        Map<String, UserId> before = ids(ERIN);
        cutMarker();

        assertEquals(before, ids(ERIN));
    }

    @Test
    void givesAnotherIdWhereTheCoordinatorHasLostTheTransaction() throws IOException {
        Map<String, UserId> before = ids(ERIN);
        LogFiles files = cutMarker();
        for (Path partition : files.partitions(COORDINATOR)) LogFiles.truncate(partition, 0);

        Map<String, UserId> after = ids(ERIN);

        assertNotEquals(before, after);
        assertEquals(after, ids(ERIN));
    }

    /** As from a backup of all, and a later one of the users. */
    @Test
    @Tag("proof")
    void namesNewUsersAtOnceWhereTheCoordinatorIsOlderThanTheNames() throws IOException {
        ids(ERIN);
        var files = new LogFiles(directory);
        Map<Path, Long> before = new HashMap<>();
        for (Path partition : files.partitions(COORDINATOR)) before.put(partition, LogFiles.length(partition));
        run((ids, config) -> IntStream.range(0, 60).forEach(user -> ids.of(Set.of("user-" + user))));
        for (Path partition : new LogFiles(directory).partitions(COORDINATOR))
            LogFiles.truncate(partition, before.getOrDefault(partition, 0L));

        assertEquals(1, ids(Set.of("late")).size());
    }

    private LogFiles cutMarker() throws IOException {
        var files = new LogFiles(directory);
        LogFiles.cutLastBatch(files.partitions(TopicSpec.USERS.topic()).get(0));
        return files;
    }

    /** The ids by an ingest that has just started; a node that answers knows their names. */
    private Map<String, UserId> ids(Set<String> users) {
        Map<String, UserId> known = new HashMap<>();
        run((ids, config) -> {
            known.putAll(ids.of(users));
            try (var names = new SharedLogFollower<>(config, UserRegistry.TOPIC, "node")) {
                known.forEach((name, id) ->
                        assertEquals(Optional.of(id), names.state().names().idOf(name)));
            }
        });
        return known;
    }

    private void run(BiConsumer<UserIds, PublisherConfig> ingest) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(1, Optional.empty());
            var config = new PublisherConfig(broker.bootstrapServers(), Map.of());
            try (var ids = new UserIds(new KafkaSharedLog<>(config, UserRegistry.TOPIC), Clock.systemUTC())) {
                ingest.accept(ids, config);
            }
        }
    }
}
