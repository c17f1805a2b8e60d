package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.CountedLog;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RowPublication;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.likes.PartitionLikes;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.sealing.PartitionSeals;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.FieldError;
import dev.footfall.events.Observation;
import dev.footfall.events.Parsed;
import dev.footfall.events.RejectedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A partition whose store is whole: takes its records apart, counts the events, and passes on what is none. */
final class OpenPartition implements AutoCloseable {
    private static final long ASKED_MILLIS = Duration.ofHours(2).toMillis();

    private final RuleSet rules;
    private final Shared shared;
    private final ProcessorContext<byte[], byte[]> context;
    private final StreamsStores stores;
    private final int number;
    private final EventScanner scanner = new EventScanner();
    private final PartitionCounter counter;
    private final RowPublication published;
    private final SealLoader seals;
    private final OpennessCache openness;
    private final LivePartition partition;
    private final VisitorRetention visitors;
    private final CountedLog log;

    OpenPartition(RuleSet rules, Shared shared, ProcessorContext<byte[], byte[]> context, StreamsStores stores) {
        this.rules = rules;
        this.shared = shared;
        this.context = context;
        this.stores = stores;
        this.number = context.taskId().partition();
        rules.check(stores);
        this.log = new CountedLog(stores);
        this.published = new RowPublication(stores, target());
        this.counter = new PartitionCounter(rules, published, shared.budget(), this::update);
        this.partition = new LivePartition(counter.tally().copy());
        this.visitors =
                new VisitorRetention(rules.rules().retention(), counter.tally().newestLogTimeMillis());
        try {
            this.seals = new SealLoader(rules, shared, counter, number);
        } catch (RuntimeException e) {
            counter.close();
            throw e;
        }
        this.openness = new OpennessCache(shared.registrations());
        showStored();
    }

    private void update(StoreKey repository, RepositoryTotals totals) {
        partition.trending().put(repository, totals);
    }

    private void showStored() {
        stores.visit(
                PartitionStores.TOTALS,
                new byte[0],
                (key, value) -> partition.trending().put(StoreKey.ofRepository(key), TotalsFormat.decode(value)));
        byte[] prefix = LikeKey.counts();
        stores.visit(PartitionStores.LIKES, prefix, (key, value) -> {
            byte[] repository = LikeKey.rest(key, prefix).getBytes(StandardCharsets.UTF_8);
            partition.trending().putLikes(StoreKey.ofRepository(repository), LikeValue.decodeCount(value));
        });
        partition.reachLikes(new PartitionLikes(stores).tally());
        partition.reach(counter.tally().copy());
    }

    private Optional<RowPublication.RowTarget> target() {
        if (!shared.publishesRows()) return Optional.empty();
        return Optional.of(new RowPublication.RowTarget(
                rules.id(),
                (from, most, row) -> stores.visit(PartitionStores.DAILY_ROWS, from, most, row),
                this::publish));
    }

    private void publish(RowRecord row) {
        long logTime = Math.max(0, counter.tally().newestLogTimeMillis());
        context.forward(new Record<>(row.key(), row.value(), logTime), Sinks.DAILY_ROWS);
    }

    LivePartition live() {
        return partition;
    }

    LogPosition position() {
        return counter.tally().position();
    }

    long nextOffset() {
        return counter.tally().nextOffset();
    }

    /** True if the sealed days are there that come before the log. */
    boolean hasSealedDays() {
        return seals.isComplete();
    }

    void noteLog() {
        log.note(shared.pace().logId());
    }

    boolean isOfOtherLog() {
        return log.isOther(shared.pace().logId());
    }

    void loadSealedDays() {
        if (counter.isNew()) rules.write(stores);
        seals.loadSome();
    }

    /** Publishes some rows that were counted before rows were published; true if there was something to do. */
    boolean publishSome() {
        if (published.isComplete()) return false;
        published.publishSome();
        return true;
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
        if (counter.isNew()) rules.write(stores);
        visitors.reach(record.timestamp());
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

    private void decode(ConsumerRecord<byte[], byte[]> record) {
        Parsed<DownloadEvent> decoded = record.value() == null
                ? Parsed.invalid(FieldError.JSON, "the record has no value")
                : EventCodec.decode(record.value(), record.timestamp());
        if (decoded instanceof Parsed.Valid<DownloadEvent> event) {
            count(Observation.of(event.fact()), record);
        } else if (decoded instanceof Parsed.Invalid<DownloadEvent> invalid) {
            reject(invalid.reason().field(), invalid.reason().error(), record);
        }
    }

    private void count(Observation event, ConsumerRecord<byte[], byte[]> record) {
        int place = RecordKey.partitionOf(event.repository(), rules.partitions());
        if (!Arrays.equals(event.repository(), record.key())) {
            reject(RecordKey.FIELD, "the record's key is not the event's repository", record);
        } else if (place != number) {
            reject(RecordKey.FIELD, "the record belongs in partition " + place, record);
        } else if (!counter.holds(event)) {
            Outcome outcome = counter.count(event, record.timestamp());
            partition.arrivals().count(openness(record), event, outcome, record.timestamp());
            for (DoubleClick click : counter.doubleClicks())
                partition.arrivals().count(openness(record), event, click, record.timestamp());
        }
    }

    /** Nobody asks for what arrived longer ago than an hour. */
    private Openness openness(ConsumerRecord<byte[], byte[]> record) {
        boolean isAsked = context.currentSystemTimeMs() - record.timestamp() < ASKED_MILLIS;
        return isAsked ? openness.of(record.key()) : Openness.UNREGISTERED;
    }

    private void reject(String field, String error, ConsumerRecord<byte[], byte[]> record) {
        if (!counter.reject(field)) return;
        partition.arrivals().reject(record.timestamp());
        var rejected =
                new RejectedEvent(field, error, new RejectedEvent.FromTopic(record.topic(), number, record.offset()));
        context.forward(new Record<>(record.key(), rejected.toJson(), record.timestamp()), Sinks.REJECTED);
    }

    void flush() {
        stores.together(counter::flush);
        published.writeMark();
        stores.dropVisitorDays(visitors.firstDayMillis(context.currentSystemTimeMs()));
    }

    void show() {
        partition.reach(counter.tally().copy());
        partition.flushedAt(context.currentSystemTimeMs());
    }

    @Override
    public void close() {
        shared.live().remove(number, partition);
        seals.close();
        counter.close();
    }

    /** In parts that are a commit each. Not thread-safe. */
    static final class SealLoader implements AutoCloseable {
        private final Optional<PartitionSeals> seals;
        private final PartitionCounter counter;

        /** Begins to load, unless the partition is counted already, or its log is whole. */
        SealLoader(RuleSet rules, Shared shared, PartitionCounter counter, int partition) {
            this.counter = counter;
            boolean isNeeded = counter.isNew() || counter.sealed().isBegun();
            this.seals =
                    isNeeded && !counter.sealed().isComplete() ? shared.seals().of(partition) : Optional.empty();
            seals.ifPresent(found -> {
                if (!shared.keepsSealedDays()) require(rules, found);
            });
        }

        private static void require(RuleSet rules, PartitionSeals found) {
            try {
                rules.checkSealed(found.rules());
            } catch (RuntimeException e) {
                found.close();
                throw e;
            }
        }

        void loadSome() {
            seals.orElseThrow().loadSome(counter.sealed());
        }

        boolean isComplete() {
            return seals.isEmpty() || counter.sealed().isComplete();
        }

        @Override
        public void close() {
            seals.ifPresent(PartitionSeals::close);
        }
    }
}
