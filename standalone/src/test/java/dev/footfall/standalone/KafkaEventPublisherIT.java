package dev.footfall.standalone;

import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.publish.BrokerDisk;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.EventPublisherContract;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The publisher's contract, with a broker. */
class KafkaEventPublisherIT implements EventPublisherContract {
    @TempDir
    private Path directory;

    @Override
    public Subject subject() {
        return new KafkaSubject(EmbeddedBroker.start(directory, 0), directory);
    }

    private static final class KafkaSubject implements Subject {
        private final EmbeddedBroker broker;
        private final EventPublisher publisher;

        KafkaSubject(EmbeddedBroker broker, Path directory) {
            this.broker = broker;
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(2, Optional.empty());
            this.publisher = new KafkaEventPublisher(
                    new PublisherConfig(broker.bootstrapServers(), Map.of()), new BrokerDisk(directory));
        }

        @Override
        public EventPublisher publisher() {
            return publisher;
        }

        @Override
        public List<Stored> events() {
            return records(TopicSpec.DOWNLOAD_EVENTS.topic());
        }

        @Override
        public List<Stored> repositories() {
            return records(TopicSpec.REPOSITORIES.topic());
        }

        @Override
        public List<Stored> likes() {
            return records(TopicSpec.LIKES.topic());
        }

        private List<Stored> records(String topic) {
            return LogReader.records(broker.bootstrapServers(), topic).stream()
                    .map(record -> new Stored(text(record.key()), text(record.value())))
                    .toList();
        }

        @Override
        public List<String> rejected() {
            return LogReader.records(broker.bootstrapServers(), TopicSpec.REJECTED.topic()).stream()
                    .map(record -> text(record.value()))
                    .toList();
        }

        @Override
        public void loseLog() {
            broker.close();
        }

        @Override
        public void close() {
            publisher.close();
            broker.close();
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
