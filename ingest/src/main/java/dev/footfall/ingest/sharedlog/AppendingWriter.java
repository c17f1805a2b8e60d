package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One of any number of writers at a time. After a failure, some of its records may be in the log, and others not. */
final class AppendingWriter<R> implements SharedLogWriter<R> {
    private final Producer<byte[], byte[]> producer;
    private final SharedTopic<?, R> topic;
    private final String name;

    AppendingWriter(PublisherConfig config, SharedTopic<?, R> topic) {
        this.topic = topic;
        name = config.topics().name(topic.spec());
        producer = new KafkaProducer<>(FencedWriter.settings(config, name));
    }

    @Override
    public long recoveredEnd() {
        return 0;
    }

    @Override
    public long write(List<R> records) {
        List<Future<RecordMetadata>> sent = records.stream()
                .map(next -> producer.send(topic.encode(name, next)))
                .toList();
        return sent.stream()
                .mapToLong(one -> FencedWriter.get(one).offset() + 1)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
