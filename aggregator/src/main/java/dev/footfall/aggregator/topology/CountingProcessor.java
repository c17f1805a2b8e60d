package dev.footfall.aggregator.topology;

import static org.apache.kafka.streams.processor.PunctuationType.WALL_CLOCK_TIME;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.life.LifeAction;
import dev.footfall.aggregator.life.LifeEvent;
import dev.footfall.aggregator.life.LifeStep;
import dev.footfall.aggregator.life.PartitionLife;
import dev.footfall.aggregator.life.ReadingStart;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts one partition: tells its {@link PartitionLife} what happens to it, and does what that asks for. */
final class CountingProcessor implements Processor<byte[], EventBatch, byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(CountingProcessor.class);

    private static final Duration TICK = Duration.ofMillis(CommitPace.TICK_MILLIS);

    /** While there is nothing to do. */
    private static final Duration SELDOM = Duration.ofSeconds(5);

    private static final long QUIET_MILLIS = 1_000;

    private static final long LOOK_AGAIN_MILLIS = 30_000;

    private final StateId state;
    private final Shared shared;
    private final CommitPace pace;

    private ProcessorContext<byte[], byte[]> context;
    private StreamsStores stores;
    private KeyValueStore<Bytes, byte[]> store;
    private FlushHook hook;
    private CommitMarks marks;
    private TaskSnapshots snapshots;
    private PartitionLife life = PartitionLife.start();
    private Optional<StateErasure> erasure = Optional.empty();
    private Optional<LivePartition> shown = Optional.empty();
    private Optional<OpenPartition> open = Optional.empty();
    private Optional<ReadingStart> placed = Optional.empty();
    private boolean hasChanges;
    private Optional<Cancellable> ticks = Optional.empty();
    private Duration ticking = Duration.ZERO;
    private long workedMillis;
    private long lookedMillis;

    CountingProcessor(StateId state, Shared shared) {
        this.state = state;
        this.shared = shared;
        this.pace = shared.pace();
    }

    /** Counting waits for answers, where the launcher has Java tell the system of priorities. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // right without it, too
    public void init(ProcessorContext<byte[], byte[]> context) {
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        this.context = context;
        this.hook = context.getStateStore(FlushHook.NAME);
        this.stores = new StreamsStores(context);
        this.snapshots = new TaskSnapshots(context, stores, shared);
        this.store = context.getStateStore(PartitionStores.STORE);
        this.marks = new CommitMarks(store);
        hook.around(this::beginCommit, this::flush);
        hook.mark(marks);
        happened(found());
        tickEvery(TICK);
    }

    /** Kafka Streams commits a transaction a second for each task that has ticks, also if nothing was counted. */
    private void tickEvery(Duration interval) {
        if (interval.equals(ticking)) return;
        ticks.ifPresent(Cancellable::cancel);
        ticks = Optional.of(context.schedule(interval, WALL_CLOCK_TIME, this::onPunctuate));
        ticking = interval;
    }

    private void beginCommit() {
        works(context.currentSystemTimeMs());
        marks.begin(life.opened(marks.last()));
    }

    private LifeEvent found() {
        if (marks.isEmptied()) return new LifeEvent.StoreEmptied();
        Optional<String> fault =
                shared.progress().faults().take(partition(), marks.last()).or(marks::fault);
        return fault.isPresent()
                ? new LifeEvent.StoreTorn(fault.get(), shared.seals().loss(partition()))
                : new LifeEvent.StoreWhole();
    }

    private void happened(LifeEvent event) {
        LifeStep step = life.after(event);
        if (step.life() != life) {
            life = step.life();
            shown.ifPresent(live -> live.show(partition(), life));
        }
        step.actions().forEach(this::act);
    }

    private void act(LifeAction action) {
        if (action instanceof LifeAction.PauseInputs) pauseInputs();
        else if (action instanceof LifeAction.OpenStore) open();
        else if (action instanceof LifeAction.StartReading) startReading();
        else if (action instanceof LifeAction.EraseSome) eraseSome();
        else if (action instanceof LifeAction.MarkErased) markErased();
        else if (action instanceof LifeAction.RestoreAgain) throw new TaskCorruptedException(Set.of(context.taskId()));
        else if (action instanceof LifeAction.LoadSealedDays) loadSealedDays();
        else if (action instanceof LifeAction.MarkBehind behind) markBehind(behind.group());
        else if (action instanceof LifeAction.MarkThere) marks.behind(0);
        else if (action instanceof LifeAction.MarkRecount) marks.recount(true);
        else if (action instanceof LifeAction.MarkWhole) markWhole();
        else if (action instanceof LifeAction.WriteMark) hook.writes();
        else if (action instanceof LifeAction.Commit) context.commit();
        else if (action instanceof LifeAction.Warn told)
            LOG.warn("Partition {} of the state {} {}", partition(), state.name(), told.sentence());
        else if (action instanceof LifeAction.GiveUp given)
            throw shared.progress().faults().add(context.taskId(), marks.last(), given.sentence());
    }

    private void pauseInputs() {
        shared.progress().held().hold(partition());
        if (shown.isEmpty()) show(new LivePartition(new Tally()));
    }

    private void show(LivePartition live) {
        live.show(partition(), life);
        shared.live().add(partition(), live);
        shown = Optional.of(live);
    }

    private void open() {
        hide();
        long told = shared.progress().held().ofGroup(events()).offset();
        var opened = new OpenPartition(state.rules(), shared, context, stores);
        open = Optional.of(opened);
        show(opened.live());
        boolean needsSealedDays = !opened.hasSealedDays();
        long group = Math.max(told, marks.last().group());
        happened(
                new LifeEvent.Opened(marks.last(), opened.nextOffset(), group, needsSealedDays, pace.end(partition())));
    }

    private void startReading() {
        placed = Optional.empty();
        PausedPartitions held = shared.progress().held();
        var likes = new OffsetAndMetadata(marks.nextLike(), likesEpoch(held.ofGroup(input(TopicSpec.LIKES))), "");
        held.startAt(input(TopicSpec.LIKES), likes);
        held.startAt(
                events(),
                new OffsetAndMetadata(
                        open.orElseThrow().nextOffset(), marks.last().epoch(), ""));
        held.release(partition());
    }

    /** By an epoch a broker tells if its log is still the same; the group's is that of a later offset, at the least. */
    private Optional<Integer> likesEpoch(OffsetAndMetadata group) {
        Optional<Integer> ofMark = marks.last().likes().epoch();
        return ofMark.isPresent() || group.offset() < marks.nextLike() ? ofMark : group.leaderEpoch();
    }

    private void eraseSome() {
        if (erasure.isEmpty()) erasure = Optional.of(new StateErasure(store, hook));
        if (!erasure.get().eraseSome()) return;
        endErasure();
        happened(new LifeEvent.Erased());
    }

    private void loadSealedDays() {
        OpenPartition opened = open.orElseThrow();
        opened.loadSealedDays();
        hasChanges = true;
        if (opened.hasSealedDays()) happened(new LifeEvent.SealedDaysLoaded());
    }

    private void markBehind(long group) {
        marks.behind(group);
        hook.writes();
    }

    private void markErased() {
        hook.writes();
        marks.erased();
    }

    private void markWhole() {
        marks.recount(false);
        hook.writes();
        LOG.info("Partition {} of the state {} answers, here and on standbys", partition(), state.name());
    }

    private TopicPartition events() {
        return input(TopicSpec.DOWNLOAD_EVENTS);
    }

    private TopicPartition input(TopicSpec topic) {
        return new TopicPartition(state.log().name(topic), partition());
    }

    private void works(long nowMillis) {
        workedMillis = nowMillis;
        shared.progress().rest().works();
        tickEvery(TICK);
    }

    private void onPunctuate(long nowMillis) {
        pace.works(nowMillis);
        boolean isQuiet = life.whyMute().isEmpty() && !hasChanges && !hook.hasChanges();
        if (!isQuiet) works(nowMillis);
        else if (nowMillis - workedMillis > QUIET_MILLIS) tickEvery(SELDOM);
        if (life.isReading()) work(open.orElseThrow(), nowMillis);
        else happened(new LifeEvent.Ticked(marks.last(), hook.hasChanges()));
        if (life.isOver() && nowMillis - lookedMillis >= LOOK_AGAIN_MILLIS) lookForLoss(nowMillis);
    }

    /** The log may be restored from an export meanwhile, or created again. */
    private void lookForLoss(long nowMillis) {
        lookedMillis = nowMillis;
        try {
            if (shared.seals().loss(partition()).isEmpty()) happened(new LifeEvent.LossGone());
        } catch (RetriableException e) {
            LOG.info("Partition {}: what it lacks cannot be looked for now: {}", partition(), e.getMessage());
        }
    }

    private void work(OpenPartition opened, long nowMillis) {
        findPlace();
        if (!life.isReading()) return;
        boolean isPublishing = opened.publishSome();
        if (isPublishing) works(nowMillis);
        hasChanges |= isPublishing;
        progressed(opened, !isPublishing);
        if (isPublishing || snapshots.areDue()) context.commit();
        else commitIfDue(opened, nowMillis);
    }

    /** Before anything of a log is counted that may not be the one that was. */
    private void findPlace() {
        if (open.orElseThrow().isOfOtherLog()) happened(new LifeEvent.LogReplaced(events().topic()));
        shared.progress().held().place(partition()).ifPresent(this::reachPlace);
    }

    private void reachPlace(ReadingStart place) {
        if (placed.equals(Optional.of(place))) return;
        placed = Optional.of(place);
        Optional<String> loss = place.isGap() ? shared.seals().loss(partition()) : Optional.empty();
        happened(new LifeEvent.PlaceFound(events().topic(), place, loss));
    }

    private void progressed(OpenPartition opened, boolean isSettled) {
        PartitionProgress progress = shared.progress();
        happened(new LifeEvent.Progressed(
                progress.pass(partition(), opened.nextOffset()),
                progress.held().hasLikes(partition(), marks.last().nextLike()),
                pace.end(partition()),
                marks.last(),
                isSettled));
    }

    @Override
    public void process(Record<byte[], EventBatch> carrier) {
        works(context.currentSystemTimeMs());
        if (life.isReading()) findPlace();
        if (life.isOver()) return;
        if (!life.isReading()) throw new IllegalStateException("read too early");
        OpenPartition opened = open.orElseThrow();
        carrier.value().forEach(carrier, context.recordMetadata().orElseThrow(), record -> read(record, opened));
        progressed(opened, false);
        hasChanges = true;
        commitIfDue(opened, context.currentSystemTimeMs());
    }

    private void read(ConsumerRecord<byte[], byte[]> record, OpenPartition opened) {
        long next = opened.nextOffset();
        if (!life.isExpected(record.offset(), next))
            happened(new LifeEvent.RecordRead(events().topic(), record.offset(), next));
        opened.read(record);
        marks.reachEpoch(record.leaderEpoch());
    }

    private void commitIfDue(OpenPartition opened, long nowMillis) {
        boolean isDue = hasChanges && pace.isDue(partition(), opened.nextOffset(), nowMillis);
        if (isDue) context.commit();
    }

    private int partition() {
        return context.taskId().partition();
    }

    private void flush() {
        snapshots.beforeFlush();
        open.ifPresent(OpenPartition::flush);
        if (hook.hasChanges()) {
            open.ifPresent(this::closeMark);
            pace.begins(context.currentSystemTimeMs());
        }
        snapshots.afterFlush();
        hasChanges = false;
        open.ifPresent(OpenPartition::show);
    }

    private void closeMark(OpenPartition opened) {
        opened.noteLog();
        marks.close(opened.position());
    }

    private void endErasure() {
        erasure.ifPresent(StateErasure::close);
        erasure = Optional.empty();
    }

    private void hide() {
        shown.ifPresent(live -> shared.live().remove(partition(), live));
        shown = Optional.empty();
    }

    /** The same processor is opened again for a task that was corrupted. */
    @Override
    public void close() {
        endErasure();
        hide();
        open.ifPresent(OpenPartition::close);
        open = Optional.empty();
        shared.progress().held().forget(partition());
        life = PartitionLife.start();
        ticks.ifPresent(Cancellable::cancel);
        ticks = Optional.empty();
        ticking = Duration.ZERO;
    }
}
