package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import java.io.File;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.jspecify.annotations.Nullable;

/** One partition's task as Kafka Streams has it: the real processors, over a store and a consumer in memory. */
final class SimulatedTask {
    private static final int MOST_RECORDS = 50;
    private static final int RECORDS_OF_A_BATCH = 8;
    private static final int MOST_BATCHES = 8;
    private static final int MOST_LIKES = 2;

    private final int partition;
    private final SimulatedStore store;
    private final SimulatedConsumer consumer;
    private final Shared shared;
    private final LongSupplier clock;
    private final FlushHook hook = new FlushHook();
    private final CountingProcessor counting;
    private final LikesProcessor likes;
    private final InternalProcessorContext<byte[], byte[]> context;
    private final TopicPartition events;
    private final TopicPartition likesInput;
    private final int changelogCuts;
    private final Deque<List<ConsumerRecord<byte[], byte[]>>> buffered = new ArrayDeque<>();
    private Optional<Punctuator> tick = Optional.empty();
    private RecordMetadata origin = new Place("", 0, 0);
    private boolean isCommitWanted;
    private long likesEndAtStart;

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** {@code clock}: the right one; {@code changelogCuts}: how often the changelog had lost its end when the store was restored of it. */
    SimulatedTask(
            int partition,
            StateId state,
            SimulatedNode node,
            SimulatedStore store,
            Map<TopicPartition, SimulatedLog> inputs,
            LongSupplier clock,
            int changelogCuts,
            PlantedFault planted) {
        this.partition = partition;
        this.store = store;
        this.shared = node.shared();
        long aheadMillis = node.machine().clockAheadMillis();
        this.clock = () -> clock.getAsLong() + aheadMillis;
        this.changelogCuts = changelogCuts;
        this.events = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition);
        this.likesInput = new TopicPartition(TopicSpec.LIKES.topic(), partition);
        this.consumer = new SimulatedConsumer(inputs, clock, shared.progress().held(), planted);
        this.counting = new CountingProcessor(state, shared);
        this.likes = new LikesProcessor(state.rules().partitions(), shared);
        this.context = context();
        hook.init(context, hook);
    }

    @SuppressWarnings("unchecked") // a proxy for just this interface
    private InternalProcessorContext<byte[], byte[]> context() {
        return (InternalProcessorContext<byte[], byte[]>) Proxy.newProxyInstance(
                InternalProcessorContext.class.getClassLoader(),
                new Class<?>[] {InternalProcessorContext.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getStateStore" -> arguments[0].equals(FlushHook.NAME) ? hook : store;
                        case "taskId" -> new TaskId(0, partition);
                        case "schedule" -> schedule((Punctuator) arguments[2]);
                        case "commit" -> wantCommit();
                        case "recordMetadata" -> Optional.of(origin);
                        case "currentSystemTimeMs" -> clock.getAsLong();
                        case "stateDir" -> new File("");
                        case "currentNode", "setCurrentNode", "register", "forward" -> null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Cancellable schedule(Punctuator punctuator) {
        tick = Optional.of(punctuator);
        return () -> {};
    }

    private @Nullable Object wantCommit() {
        isCommitWanted = true;
        return null;
    }

    /** {@code told}: the offsets of the group as this process learns them. */
    void open(Map<TopicPartition, OffsetAndMetadata> group, Map<TopicPartition, OffsetAndMetadata> told) {
        likesEndAtStart = consumer.end(likesInput);
        shared.progress().held().committed(told);
        counting.init(context);
        likes.init(context);
        consumer.start(group);
    }

    /** Reads some of both inputs and lets time pass. What was polled may be counted after what happens later. */
    void run(SplittableRandom dice) {
        shared.progress().held().beforePoll(consumer.asConsumer());
        List<ConsumerRecord<byte[], byte[]>> read = poll(likesInput, MOST_LIKES);
        read.forEach(this::like);
        if (buffered.size() < MOST_BATCHES) buffer(poll(events, MOST_RECORDS));
        int batches = dice.nextInt(3) == 0 ? dice.nextInt(buffered.size() + 1) : buffered.size();
        for (int i = 0; i < batches; i++) count(buffered.removeFirst());
        tick.orElseThrow().punctuate(clock.getAsLong());
    }

    private void buffer(List<ConsumerRecord<byte[], byte[]>> polled) {
        for (int from = 0; from < polled.size(); from += RECORDS_OF_A_BATCH)
            buffered.add(polled.subList(from, Math.min(polled.size(), from + RECORDS_OF_A_BATCH)));
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition input, int most) {
        Optional<List<ConsumerRecord<byte[], byte[]>>> records = consumer.poll(input, most);
        records.ifPresent(polled -> shared.progress().held().afterPoll(consumer.polled(input, polled)));
        return records.orElse(List.of());
    }

    private void like(ConsumerRecord<byte[], byte[]> record) {
        origin = new Place(record.topic(), partition, record.offset());
        likes.process(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
    }

    private void count(List<ConsumerRecord<byte[], byte[]>> records) {
        origin = new Place(events.topic(), partition, records.get(0).offset());
        var batch = new EventBatch(records, Optional.empty());
        counting.process(new Record<>(new byte[0], batch, records.get(0).timestamp()));
    }

    /** The changes of a commit; what was counted is in the store after it. */
    List<SimulatedStore.Change> flush() {
        isCommitWanted = false;
        hook.flushCache();
        return store.takeChanges();
    }

    Map<TopicPartition, OffsetAndMetadata> committable() {
        return Map.of(events, counted(), likesInput, consumer.committable(likesInput));
    }

    /** The place of the first event that was polled and not counted, as Kafka Streams commits it. */
    private OffsetAndMetadata counted() {
        if (buffered.isEmpty()) return consumer.committable(events);
        ConsumerRecord<byte[], byte[]> first = buffered.getFirst().get(0);
        return new OffsetAndMetadata(first.offset(), first.leaderEpoch(), "");
    }

    void close() {
        counting.close();
        hook.close();
    }

    boolean isCommitWanted() {
        return isCommitWanted;
    }

    /** The log of likes has lost what is from this offset on. */
    void likesAreCutAt(long offset) {
        likesEndAtStart = Math.min(likesEndAtStart, offset);
    }

    /** The offset after the last like that their log had when this task was opened. */
    long likesEndAtStart() {
        return likesEndAtStart;
    }

    int changelogCuts() {
        return changelogCuts;
    }

    /** False while the log of one input may not be the one that was counted up to here, and no record has shown that. */
    boolean knowsItsLogs(long nextEvent, long nextLike) {
        return consumer.knowsItsLogs()
                && buffered.stream().flatMap(List::stream).allMatch(consumer::isInItsLog)
                && Math.min(counted().offset(), consumer.position(events)) >= nextEvent
                && consumer.position(likesInput) >= nextLike;
    }

    SimulatedStore store() {
        return store;
    }
}
