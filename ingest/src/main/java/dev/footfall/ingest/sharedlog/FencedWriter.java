package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only writer of a shared log until another begins, which commits or aborts what this one has begun. */
final class FencedWriter<R> implements SharedLogWriter<R> {
    /** Of a record that says nothing: a marker commits only where a record is sent, and all before it. */
    static final byte[] NO_KEY = {};

    private static final Logger LOG = LoggerFactory.getLogger(FencedWriter.class);
    private static final String TIMEOUT_MILLIS = "10000";

    /** So many records are on the brokers' disks within the time of a commit; more are waited for before it. */
    private static final int FEW = 1_000;

    private final Producer<byte[], byte[]> producer;
    private final SharedTopic<?, R> topic;
    private final String name;
    private final long recoveredEnd;

    FencedWriter(PublisherConfig config, SharedTopic<?, R> topic) {
        this.topic = topic;
        name = config.topics().name(topic.spec());
        String id = config.topics().transactionalId(topic.spec());
        Map<String, Object> settings = settings(config, id);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        producer = new KafkaProducer<>(settings);
        try {
            producer.initTransactions();
            recoveredEnd = recover(config);
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * Ends transactions whose marker a cut log has lost, and that no reader gets past; the offset to be read to. One of this
     * id is committed, as its writer was told; one that the coordinator has lost can only be aborted.
     */
    private long recover(PublisherConfig config) {
        var place = new TopicPartition(name, 0);
        String id = config.topics().transactionalId(topic.spec());
        long end = 0;
        try (Admin admin = Admin.create(config.client())) {
            TransactionDescription own =
                    get(admin.describeTransactions(List.of(id)).description(id));
            for (ProducerState last : get(admin.describeProducers(List.of(place))
                            .partitionResult(place))
                    .activeProducers()) {
                boolean isOwn = last.producerId() == own.producerId();
                if (isOwn && last.producerEpoch() > own.producerEpoch()) overtake(last, admin, id);
                if (last.currentTransactionStartOffset().isEmpty()) continue;
                if (isOwn) end = commit(List.of(new ProducerRecord<>(name, 0, NO_KEY, null)));
                else get(admin.abortTransaction(abort(place, last)).all());
                LOG.warn("{} had lost the end of a transaction; it is complete again", name);
            }
        }
        return end;
    }

    /** A topic from a later backup than its coordinator refuses all epochs before its own: they are used up. */
    private static void overtake(ProducerState last, Admin admin, String id) {
        FenceProducersResult next;
        do {
            next = admin.fenceProducers(List.of(id));
        } while (get(next.producerId(id)) == last.producerId() && get(next.epochId(id)) < last.producerEpoch());
        throw new KafkaException("its writer restarts");
    }

    @Override
    public long recoveredEnd() {
        return recoveredEnd;
    }

    private static AbortTransactionSpec abort(TopicPartition place, ProducerState open) {
        int coordinatorEpoch = Math.max(0, open.coordinatorEpoch().orElse(0));
        return new AbortTransactionSpec(place, open.producerId(), (short) open.producerEpoch(), coordinatorEpoch);
    }

    static Map<String, Object> settings(PublisherConfig config, String writer) {
        var settings = new HashMap<>(config.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, writer);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        return settings;
    }

    /** All or none. */
    @Override
    public long write(List<R> records) {
        return records.isEmpty()
                ? 0
                : commit(records.stream().map(next -> topic.encode(name, next)).toList());
    }

    private long commit(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        if (records.size() > FEW) producer.flush();
        producer.commitTransaction();
        return sent.stream().mapToLong(one -> get(one).offset()).max().orElseThrow() + 1;
    }

    static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
