package dev.footfall.aggregator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which changelog the local stores were made with. Kafka Streams knows a changelog by its name alone: after a rebuild,
 * which makes it anew, another node's old stores would be taken for a part of it. The topic's id tells them apart.
 */
final class StateOrigin {
    private static final String CHANGELOG = Aggregator.APPLICATION_ID + "-daily-rows-changelog";

    private final AggregatorConfig config;
    private final Path file;

    StateOrigin(AggregatorConfig config) {
        this.config = config;
        this.file = config.stateDirectory().resolve("changelog-id");
    }

    /** Drops local stores that belong to a changelog which is no more; they are made again from the one there is. */
    void dropOtherStores(Admin admin) {
        try {
            if (!Files.exists(file)) return;
            String origin = Files.readString(file).strip();
            if (changelogId(admin).filter(origin::equals).isPresent()) return;
            StateReset.deleteLocalStores(config);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be read or written: " + file, e);
        }
    }

    /** Notes the changelog that the local stores are made with from now on. */
    void note(Admin admin) {
        Optional<String> id = changelogId(admin);
        if (id.isEmpty()) return;
        try {
            Files.writeString(file, id.get());
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be written: " + file, e);
        }
    }

    private static Optional<String> changelogId(Admin admin) {
        try {
            return StateReset.await(admin.describeTopics(List.of(CHANGELOG)).allTopicNames()).values().stream()
                    .map(topic -> topic.topicId().toString())
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            throw new IllegalStateException("the broker could not describe " + CHANGELOG + ": " + e.getCause(), e);
        }
    }
}
