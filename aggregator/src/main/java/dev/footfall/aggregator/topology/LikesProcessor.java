package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.life.LogFaults;
import dev.footfall.aggregator.likes.PartitionLikes;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.events.FieldError;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import dev.footfall.events.RejectedEvent;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Takes the likes of one partition apart, notes them beside its counts, and passes on what is none. */
final class LikesProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final int partitions;
    private final LivePartitions live;
    private final CommitPace pace;
    private final LostRecords faults;
    private final PausedPartitions held;
    private final ThreadRest rest;

    private ProcessorContext<byte[], byte[]> context;
    private FlushHook hook;

    /** Made with the first like: the store may need to be erased before. */
    private @Nullable PartitionLikes likes;

    LikesProcessor(int partitions, Shared shared) {
        this.partitions = partitions;
        this.live = shared.live();
        this.pace = shared.pace();
        this.faults = shared.progress().faults();
        this.held = shared.progress().held();
        this.rest = shared.progress().rest();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.hook = context.getStateStore(FlushHook.NAME);
        this.likes = null; // a task that was corrupted is opened again with this processor
    }

    private PartitionLikes likes() {
        if (likes == null) likes = new PartitionLikes(new StreamsStores(context));
        return likes;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        rest.works();
        // the counting of the same task has made it: all processors are initialised before any record
        LivePartition partition = live.get(context.taskId().partition()).orElseThrow();
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        CommitMarks marks = hook.marks();
        if (origin.offset() < marks.nextLike()) {
            String fault = LogFaults.lostRecords(origin.topic(), marks.nextLike(), origin.offset());
            throw faults.add(context.taskId(), marks.last(), fault);
        }
        Parsed<LikeEvent> parsed = decode(record);
        parsed.value().ifPresent(event -> add(event, partition));
        if (parsed instanceof Parsed.Invalid<LikeEvent> invalid) reject(invalid.reason(), record);
        marks.reachLike(origin.offset() + 1, held.likesEpoch(context.taskId().partition()));
        partition.reachLikes(likes().tally());
        if (pace.isDue(context.currentSystemTimeMs())) context.commit();
    }

    private Parsed<LikeEvent> decode(Record<byte[], byte[]> record) {
        if (record.value() == null) return Parsed.invalid(FieldError.JSON, "the record has no value");
        return LikeEvent.decode(record.value(), record.timestamp()).flatMap(event -> atItsPlace(event, record));
    }

    private Parsed<LikeEvent> atItsPlace(LikeEvent event, Record<byte[], byte[]> record) {
        byte[] key = event.repo().keyBytes();
        int partition = RecordKey.partitionOf(key, partitions);
        if (!Arrays.equals(key, record.key())) {
            return Parsed.invalid(RecordKey.FIELD, "the record's key is not the like's repository");
        }
        return partition == context.taskId().partition()
                ? new Parsed.Valid<>(event)
                : Parsed.invalid(RecordKey.FIELD, "the record belongs in partition " + partition);
    }

    private void add(LikeEvent event, LivePartition partition) {
        StoreKey repository = StoreKey.ofRepository(event.repo().keyBytes());
        likes().add(event).ifPresent(likes -> partition.trending().putLikes(repository, likes));
    }

    private void reject(FieldError reason, Record<byte[], byte[]> record) {
        likes().reject(reason.field());
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        var place = new RejectedEvent.FromTopic(origin.topic(), origin.partition(), origin.offset());
        var rejected = new RejectedEvent(reason.field(), reason.error(), place);
        context.forward(new Record<>(record.key(), rejected.toJson(), record.timestamp()), Sinks.REJECTED);
    }
}
