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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The publisher's contract, with one broker until a case takes it away. */
class KafkaEventPublisherIT implements EventPublisherContract {
    @TempDir
    private static Path directory;

    private static Optional<EmbeddedBroker> started = Optional.empty();

    @AfterAll
    static void stopBroker() {
        started.ifPresent(EmbeddedBroker::close);
        started = Optional.empty();
    }

    @Override
    public Subject subject() {
        EmbeddedBroker broker = started.orElseGet(() -> EmbeddedBroker.start(directory, 0));
        started = Optional.of(broker);
        return new KafkaSubject(broker, directory);
    }

    private static final class KafkaSubject implements Subject {
        private static final List<TopicSpec> WRITTEN =
                List.of(TopicSpec.DOWNLOAD_EVENTS, TopicSpec.REPOSITORIES, TopicSpec.LIKES, TopicSpec.REJECTED);

        private final EmbeddedBroker broker;
        private final EventPublisher publisher;

        /** The number of records of each partition that earlier cases have written. */
        private final Map<TopicPartition, Long> before;

        KafkaSubject(EmbeddedBroker broker, Path directory) {
            this.broker = broker;
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(2, Optional.empty());
            this.before = WRITTEN.stream()
                    .flatMap(topic -> LogReader.records(broker.bootstrapServers(), topic.topic()).stream())
                    .collect(Collectors.groupingBy(
                            record -> new TopicPartition(record.topic(), record.partition()), Collectors.counting()));
            this.publisher = new KafkaEventPublisher(
                    new PublisherConfig(broker.bootstrapServers(), Map.of()), 2, new BrokerDisk(directory));
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
            return written(topic)
                    .map(record -> new Stored(text(record.key()), text(record.value())))
                    .toList();
        }

        @Override
        public List<String> rejected() {
            return written(TopicSpec.REJECTED.topic())
                    .map(record -> text(record.value()))
                    .toList();
        }

        private Stream<ConsumerRecord<byte[], byte[]>> written(String topic) {
            return LogReader.records(broker.bootstrapServers(), topic).stream()
                    .filter(record -> record.offset()
                            >= before.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L));
        }

        @Override
        public void loseLog() {
            stopBroker();
        }

        @Override
        public void close() {
            publisher.close();
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
