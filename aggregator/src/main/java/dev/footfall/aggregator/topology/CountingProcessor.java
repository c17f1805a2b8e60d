package dev.footfall.aggregator.topology;

import static org.apache.kafka.streams.processor.PunctuationType.WALL_CLOCK_TIME;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts one partition from where its store ends. A store that is not of one commit is erased and counted again; where the log
 * no longer has what it counted, it is kept and answers nothing.
 */
final class CountingProcessor implements Processor<byte[], EventBatch, byte[], byte[]> {
    private static final String CANNOT =
            "cannot be counted again. %s; restore the log from an export, or count what is left with 'rebuild "
                    + "--accept-loss'. It is incomplete: %s";

    private static final Logger LOG = LoggerFactory.getLogger(CountingProcessor.class);

    private final StateId state;
    private final Shared shared;
    private final CommitPace pace;

    private ProcessorContext<byte[], byte[]> context;
    private StreamsStores stores;
    private FlushHook hook;
    private CommitMarks marks;
    private TaskSnapshots snapshots;
    private Optional<Torn> torn = Optional.empty();
    private Optional<OpenPartition> open = Optional.empty();
    private Optional<ReadingStart> behind = Optional.empty();
    private boolean hasChanges;
    private boolean isPlaced;

    /** Up to here a partition is counted again before it answers: the least end of the log that was known meanwhile. */
    private long goal;

    /** The offset of the group when the store was opened; 0 once it is known if records before it are yet to be counted. */
    private long reached;

    /** @param erasure empty where what is erased could not be counted again */
    private record Torn(Optional<StateErasure> erasure, LivePartition live) {}

    CountingProcessor(StateId state, Shared shared) {
        this.state = state;
        this.shared = shared;
        this.pace = shared.pace();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.goal = Long.MAX_VALUE;
        this.hook = context.getStateStore(FlushHook.NAME);
        this.stores = new StreamsStores(context);
        this.snapshots = new TaskSnapshots(context, stores, shared);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(PartitionStores.STORE);
        this.marks = new CommitMarks(store);
        hook.around(this::openCommit, this::flush);
        hook.mark(marks);
        Optional<String> fault =
                shared.progress().faults().take(partition(), marks.last()).or(marks::fault);
        if (fault.isPresent()) erase(store, fault.get());
        else open();
        context.schedule(Duration.ofMillis(CommitPace.TICK_MILLIS), WALL_CLOCK_TIME, this::onPunctuate);
    }

    private void erase(KeyValueStore<Bytes, byte[]> store, String fault) {
        Optional<String> loss = shared.seals().loss(partition());
        String what = loss.map(gone -> CANNOT.formatted(gone, fault)).orElse("is counted again: " + fault);
        LOG.warn("Partition {} of the state {} {}", partition(), state.name(), what);
        shared.progress().held().hold(partition());
        var live = new LivePartition(new Tally());
        live.hold("partition " + partition() + " " + what);
        shared.live().add(partition(), live);
        Optional<StateErasure> erasure =
                loss.isPresent() ? Optional.empty() : Optional.of(new StateErasure(store, hook));
        torn = Optional.of(new Torn(erasure, live));
    }

    private void open() {
        boolean isRecount = marks.last().isRecount();
        TopicPartition events = input(TopicSpec.DOWNLOAD_EVENTS);
        reached = isRecount ? 0 : shared.progress().held().ofGroup(events).offset();
        var opened = new OpenPartition(state.rules(), shared, context, stores);
        String why = isRecount ? "is counted again" : "is finding its position in the log and reading its likes";
        opened.live().hold("partition " + partition() + " " + why);
        if (isRecount) lowerGoal();
        shared.live().add(partition(), opened.live());
        open = Optional.of(opened);
        if (opened.isReadable()) startReading(opened);
        else if (reached > 0) recount(opened); // the group has read what follows its sealed days
    }

    private void startReading(OpenPartition opened) {
        isPlaced = false;
        PausedPartitions held = shared.progress().held();
        OffsetAndMetadata group = held.ofGroup(input(TopicSpec.LIKES));
        long nextLike = marks.nextLike();
        // by an epoch a broker tells if its log is still the same; that of an earlier offset would tell nothing
        Optional<Integer> epoch = group.offset() < nextLike ? Optional.empty() : group.leaderEpoch();
        held.startAt(input(TopicSpec.LIKES), new OffsetAndMetadata(nextLike, epoch, ""));
        held.startAt(
                input(TopicSpec.DOWNLOAD_EVENTS),
                new OffsetAndMetadata(opened.nextOffset(), marks.last().epoch(), ""));
        held.release(partition());
    }

    private TopicPartition input(TopicSpec topic) {
        return new TopicPartition(state.log().name(topic), partition());
    }

    private void onPunctuate(long nowMillis) {
        pace.works(nowMillis);
        if (torn.isPresent()) torn.get().erasure().ifPresentOrElse(this::eraseSome, this::refuse);
        else open.ifPresent(opened -> work(opened, nowMillis));
    }

    /** Copies answer nothing either, once they have the mark. */
    private void refuse() {
        if (marks.last().isRecount()) return;
        hook.writes();
        context.commit();
    }

    private void eraseSome(StateErasure erasure) {
        if (erasure.eraseSome()) {
            closeTorn();
            marks.erased();
            open();
        }
        context.commit();
    }

    private void work(OpenPartition opened, long nowMillis) {
        shared.progress().held().place(partition()).ifPresent(place -> reachPlace(opened, place));
        boolean wasReadable = opened.isReadable();
        if (opened.prepareSome()) {
            hasChanges = true;
            if (!wasReadable && opened.isReadable()) startReading(opened);
            context.commit();
        } else if (lacksNothingMore(opened)) {
            marks.recount(false);
            hook.writes();
            opened.live().release();
            LOG.info("Partition {} of the state {} answers, here and on standbys", partition(), state.name());
            context.commit();
        } else if (snapshots.areDue()) {
            context.commit();
        } else {
            commitIfDue(opened, nowMillis);
        }
    }

    private void reachPlace(OpenPartition opened, ReadingStart place) {
        if (place.isLost()) throw lostRecords(place.start(), place.found());
        if (place.isBehind() && !behind.equals(Optional.of(place))) fallBehind(place);
        place(opened);
    }

    /** Records are gone that were not counted: sealed days may have them, which a recount begins with. */
    private void fallBehind(ReadingStart place) {
        behind = Optional.of(place);
        Optional<String> loss = shared.seals().loss(partition());
        if (loss.isEmpty()) throw lostRecords(place.start(), place.found());
        LOG.warn(
                "Partition {} of the state {} lacks the events from {} to {}: {}",
                partition(),
                state.name(),
                place.start(),
                place.found(),
                loss.get());
    }

    /** Releases a state with all its likes. One of records that the log has lost, or behind its group, answers nothing. */
    private void place(OpenPartition opened) {
        if (isPlaced) return;
        lowerGoal();
        if (shared.progress().pass(partition(), opened.nextOffset()) < Math.min(reached, goal)) return;
        if (!shared.progress().held().hasLikes(partition(), marks.last().nextLike())) return;
        isPlaced = true;
        reached = 0;
        if (!marks.last().isRecount()) opened.live().release();
    }

    private TaskCorruptedException lostRecords(long next, long read) {
        String topic = state.log().name(TopicSpec.DOWNLOAD_EVENTS);
        return shared.progress().faults().add(context.taskId(), marks.last(), topic, next, read);
    }

    /** True if it has its likes, and is counted again as far as the log went when that began: under load it ends ever later. */
    private boolean lacksNothingMore(OpenPartition opened) {
        CommitMark last = marks.last();
        if (last.lack() == CommitMark.Lack.NOTHING || last.commit() == 0 || !isPlaced) return false;
        lowerGoal();
        return !last.isRecount() || shared.progress().pass(partition(), opened.nextOffset()) >= goal;
    }

    private void lowerGoal() {
        pace.end(partition()).ifPresent(end -> goal = Math.min(goal, end));
    }

    @Override
    public void process(Record<byte[], EventBatch> carrier) {
        OpenPartition opened =
                open.filter(OpenPartition::isReadable).orElseThrow(() -> new IllegalStateException("read too early"));
        carrier.value().forEach(carrier, context.recordMetadata().orElseThrow(), record -> read(record, opened));
        place(opened);
        hasChanges = true;
        commitIfDue(opened, context.currentSystemTimeMs());
    }

    private void read(ConsumerRecord<byte[], byte[]> record, OpenPartition opened) {
        long next = opened.nextOffset();
        if (record.offset() < next) throw lostRecords(next, record.offset());
        if (record.offset() < reached) recount(opened);
        opened.read(record);
        marks.reachEpoch(record.leaderEpoch());
    }

    /** A store that is behind its group has lost its last commits: whole as it is, it answers when it is where it was. */
    private void recount(OpenPartition opened) {
        LOG.warn(
                "Partition {} of the state {} is recounted from offset {}: it was counted up to {}",
                partition(),
                state.name(),
                opened.nextOffset(),
                reached);
        reached = 0;
        marks.recount(true);
        opened.live().hold("partition " + partition() + " is counted again");
    }

    private void commitIfDue(OpenPartition opened, long nowMillis) {
        boolean isDue = hasChanges && pace.isDue(partition(), opened.nextOffset(), nowMillis);
        if (isDue) context.commit();
    }

    private int partition() {
        return context.taskId().partition();
    }

    private void openCommit() {
        if (torn.isPresent()) torn.get().erasure().ifPresentOrElse(erasure -> marks.erase(), marks::refuse);
        else marks.open();
    }

    private void flush() {
        snapshots.beforeFlush();
        open.ifPresent(opened -> {
            opened.flush();
            if (hook.hasChanges()) marks.close(opened.position());
        });
        snapshots.afterFlush();
        hasChanges = false;
        pace.begins(context.currentSystemTimeMs());
        open.ifPresent(OpenPartition::show);
    }

    private void closeTorn() {
        torn.ifPresent(closed -> {
            closed.erasure().ifPresent(StateErasure::close);
            shared.live().remove(partition(), closed.live());
        });
        torn = Optional.empty();
    }

    @Override
    public void close() {
        closeTorn(); // the same processor is opened again for a task that was corrupted
        open.ifPresent(OpenPartition::close);
        open = Optional.empty();
        shared.progress().held().forget(partition());
    }
}
