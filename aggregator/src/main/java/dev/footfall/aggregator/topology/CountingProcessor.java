package dev.footfall.aggregator.topology;

import static org.apache.kafka.streams.processor.PunctuationType.WALL_CLOCK_TIME;

import dev.footfall.aggregator.likes.LikeBook;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.partition.HeapBudget;
import dev.footfall.aggregator.partition.PartitionCounter;
import dev.footfall.aggregator.partition.RuleSet;
import dev.footfall.aggregator.partition.StateConflict;
import dev.footfall.aggregator.published.RowPublication;
import dev.footfall.aggregator.published.RowRecord;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.TotalsFormat;
import dev.footfall.events.Decoded;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.RejectedEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Takes the records of one partition apart, counts the events, and passes on what is none. */
final class CountingProcessor implements Processor<byte[], EventBatch, byte[], byte[]> {
    /** The fault of a record that is not under its repository's key, or in another partition. */
    static final String KEY = "key";

    private final RuleSet rules;
    private final HeapBudget budget;
    private final LivePartitions live;
    private final CommitPace pace;
    private final Shared shared;
    private final EventScanner scanner = new EventScanner();

    // set by init, which Kafka Streams calls before anything else
    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private PartitionCounter counter;

    @SuppressWarnings("NullAway.Init")
    private LivePartition partition;

    @SuppressWarnings("NullAway.Init")
    private StreamsStores stores;

    @SuppressWarnings("NullAway.Init")
    private SealLoader seals;

    @SuppressWarnings("NullAway.Init")
    private RowPublication published;

    @SuppressWarnings("NullAway.Init")
    private TaskSnapshots snapshots;

    private boolean hasChanges;

    CountingProcessor(RuleSet rules, Shared shared) {
        this.rules = rules;
        this.budget = shared.budget();
        this.live = shared.live();
        this.pace = shared.pace();
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.stores = new StreamsStores(context);
        this.snapshots = new TaskSnapshots(context, stores, shared);
        rules.check(stores);
        this.published = new RowPublication(stores, target());
        this.counter = new PartitionCounter(
                rules, published, budget, (repository, totals) -> partition.update(repository, totals));
        this.partition = new LivePartition(counter.tally().copy());
        this.seals = new SealLoader(rules, shared, counter, partition());
        try (KeyValueIterator<Bytes, byte[]> totals = stores.allTotals()) {
            while (totals.hasNext()) {
                KeyValue<Bytes, byte[]> entry = totals.next();
                partition.update(StoreKey.ofRepository(entry.key.get()), TotalsFormat.decode(entry.value));
            }
        }
        var likes = new TaskLikes(context);
        likes.forEachCount(partition::updateLikes);
        partition.reachLikes(new LikeBook(likes).tally());
        partition.reach(counter.tally().copy());
        live.add(partition(), partition);
        FlushHook hook = context.getStateStore(FlushHook.NAME);
        hook.beforeCommit(this::flush);
        context.schedule(Duration.ofMillis(CommitPace.TICK_MILLIS), WALL_CLOCK_TIME, this::goOn);
    }

    private Optional<RowPublication.Target> target() {
        if (!shared.publishesRows()) return Optional.empty();
        return Optional.of(new RowPublication.Target(rules.id(), stores::visitRows, this::publish));
    }

    private void publish(RowRecord row) {
        long logTime = Math.max(0, counter.tally().newestLogTimeMillis());
        context.forward(new Record<>(row.key(), row.value(), logTime), AggregatorTopology.DAILY_ROWS);
    }

    private void goOn(long nowMillis) {
        if (!seals.isComplete()) loadSome();
        else if (!published.isComplete()) publishSome();
        else if (snapshots.areDue()) context.commit();
        else commitIfDue(nowMillis);
    }

    private void publishSome() {
        published.publishSome();
        hasChanges = true;
        context.commit();
    }

    private void loadSome() {
        if (counter.isNew()) rules.write(stores);
        hasChanges |= seals.loadSome();
        context.commit();
    }

    @Override
    public void process(Record<byte[], EventBatch> carrier) {
        if (!seals.isComplete()) throw new IllegalStateException("the log is read before its sealed days");
        carrier.value().forEach(carrier, context.recordMetadata().orElseThrow(), this::read);
        hasChanges = true;
        commitIfDue(context.currentSystemTimeMs());
    }

    private void commitIfDue(long nowMillis) {
        if (hasChanges && pace.isDue(partition(), counter.tally().nextOffset(), nowMillis)) context.commit();
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (counter.isNew()) rules.write(stores);
        long next = counter.tally().nextOffset();
        if (record.offset() < next) {
            passOver(record, next);
            return;
        }
        counter.reach(record.offset(), record.timestamp());
        Optional<Observation> plain = record.key() == null || record.value() == null
                ? Optional.empty()
                : scanner.scan(record.value(), record.key(), record.timestamp());
        if (plain.isPresent()) {
            count(plain.get(), record);
        } else {
            decode(record);
        }
    }

    /**
     * Passes over a record that the state holds: a group coordinator that has just been elected may hand out offsets of a while
     * ago, and the state, written in one transaction with them, knows better. Unless the offsets were deleted, as by a rebuild
     * that was interrupted, or the log is another one: its records are newer than all that were counted.
     */
    private void passOver(ConsumerRecord<byte[], byte[]> record, long next) {
        boolean isOfAnotherLog = record.timestamp() > counter.tally().newestLogTimeMillis();
        if (record.offset() == 0 || isOfAnotherLog) {
            throw StateConflict.alreadyCounted(partition(), next, record.offset());
        }
    }

    /** The careful way, for what the scanner will not judge. */
    private void decode(ConsumerRecord<byte[], byte[]> record) {
        Decoded decoded = record.value() == null
                ? new Decoded.Malformed(Decoded.Malformed.JSON, "the record has no value")
                : EventCodec.decode(record.value(), record.timestamp());
        if (decoded instanceof Decoded.Event event) {
            count(Observation.of(event.event()), record);
        } else if (decoded instanceof Decoded.Malformed malformed) {
            reject(malformed.field(), malformed.error(), record);
        }
    }

    private void count(Observation event, ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(event.repository(), record.key())) {
            reject(KEY, "the record's key is not the event's repository", record);
        } else if (partitionOf(event.repository()) != partition()) {
            reject(KEY, "the record belongs in partition " + partitionOf(event.repository()), record);
        } else if (!counter.holds(event)) {
            Outcome outcome = counter.count(event, record.timestamp());
            partition.arrivals().count(event, outcome, record.timestamp());
        }
    }

    private int partition() {
        return context.taskId().partition();
    }

    private int partitionOf(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % rules.partitions();
    }

    private void reject(String field, String error, ConsumerRecord<byte[], byte[]> record) {
        if (!counter.reject(field)) return;
        partition.arrivals().reject(record.timestamp());
        var rejected = new RejectedEvent(
                field, error, new RejectedEvent.FromTopic(record.topic(), partition(), record.offset()));
        context.forward(new Record<>(record.key(), rejected.toJson(), record.timestamp()), AggregatorTopology.REJECTED);
    }

    private void flush() {
        snapshots.beforeFlush();
        counter.flush();
        if (hasChanges) published.writeMark();
        snapshots.afterFlush();
        hasChanges = false;
        pace.committed(context.currentSystemTimeMs());
        partition.reach(counter.tally().copy());
    }

    @Override
    public void close() {
        live.remove(partition(), partition);
        seals.close();
        counter.close();
    }
}
