package dev.footfall.aggregator;

import dev.footfall.aggregator.store.PartitionStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The note beside the local stores that decides whether they can be gone on with: with which changelog they were made, and
 * by which version of Kafka Streams. It is there only while they are closed in order. Kafka Streams knows a changelog by its
 * name alone: after a rebuild, which makes it anew, another node's old stores would be taken for a part of it; the topic's id
 * tells them apart. It throws stores away that were not closed, but does not start when a process was killed in the middle
 * of that; and it cannot open stores that a later version has written.
 */
final class StateOrigin {
    private final AggregatorConfig config;
    private final String changelog;
    private final Path file;
    private volatile Optional<String> origin = Optional.empty();

    StateOrigin(AggregatorConfig config) {
        this.config = config;
        this.changelog = config.state().changelog(PartitionStores.DAILY_ROWS);
        this.file = config.directory().resolve("changelog-id");
    }

    /**
     * Drops local stores that were not closed in order, or belong to a changelog which is no more; they are made again from
     * the one there is.
     */
    void dropUselessStores(Admin admin) {
        try {
            if (Files.exists(file))
                origin = origin(admin).filter(Files.readString(file).strip()::equals);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be read or written: " + file, e);
        }
        if (origin.isEmpty()) StateFiles.deleteStores(config);
    }

    /** Remembers the changelog that the local stores are made with from now on. */
    void note(Admin admin) {
        origin(admin).ifPresent(now -> origin = Optional.of(now));
    }

    /** Notes that the local stores are closed in order. */
    void closed() {
        origin.ifPresent(this::write);
    }

    private void write(String note) {
        try {
            Files.writeString(file, note);
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
