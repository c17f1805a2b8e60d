package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.recovery.StateFiles.StateLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The note beside the local stores that decides whether they can be gone on with: with which changelog they were made, and
 * by which version of Kafka Streams. There is one while they are closed in order, and one for as long as they are there. Kafka Streams knows a changelog by its
 * name alone: after a rebuild, which makes it anew, another node's old stores would be taken for a part of it; the topic's id
 * tells them apart. It throws stores away that were not closed, but does not start when a process was killed in the middle
 * of that; and it cannot open stores that a later version has written.
 */
public final class StateOrigin {
    private final StateLocation location;
    private final StateRecovery recovery;
    private final ChangelogCheck check;
    private final String changelog;
    private final Path closed;
    private final Path any;
    private volatile Optional<String> origin = Optional.empty();

    public StateOrigin(StateLocation location, ChangelogEnds changelogs, SteadyTime time) {
        this.location = location;
        this.recovery = new StateRecovery(location, changelogs, time);
        this.check = new ChangelogCheck(location, () -> changelogReader(location.kafka()), time);
        this.changelog = location.state().changelog();
        this.closed = location.directory().resolve("changelog-id");
        this.any = location.directory().resolve("changelog-id-of-copies");
    }

    private static Consumer<byte[], byte[]> changelogReader(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Drops local stores that belong to a changelog which is no more, or to what it was once; they are made again from the one
     * there is. Those that were not closed in order are what they were when they were last copied.
     */
    public void dropUselessStores(Admin admin) {
        boolean wasClosed = isOfNow(closed, admin);
        delete(closed);
        if (!wasClosed && !isOfNow(any, admin)) {
            delete(any);
            StateFiles.deleteStores(location);
            return;
        }
        if (!wasClosed) recovery.recover();
        check.dropOthers();
    }

    /** True if a note is there and tells of the changelog there is; it is then remembered. */
    private boolean isOfNow(Path note, Admin admin) {
        if (!Files.exists(note)) return false;
        origin = origin(admin).filter(read(note)::equals);
        return origin.isPresent();
    }

    public void note(Admin admin) {
        Optional<String> now = origin(admin);
        if (now.isEmpty()) return;
        origin = now;
        write(any, now.get());
    }

    public void closed() {
        origin.ifPresent(note -> write(closed, note));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be read: " + file, e);
        }
    }

    private static void write(Path file, String note) {
        try {
            Files.writeString(file, note);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be written: " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be written: " + file, e);
        }
    }

    private Optional<String> origin(Admin admin) {
        return changelogId(admin).map(id -> id + " " + AppInfoParser.getVersion());
    }

    private Optional<String> changelogId(Admin admin) {
        try {
            return StateReset.await(admin.describeTopics(List.of(changelog)).allTopicNames()).values().stream()
                    .map(topic -> topic.topicId().toString())
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            throw new IllegalStateException("the broker could not describe " + changelog + ": " + e.getCause(), e);
        }
    }
}
