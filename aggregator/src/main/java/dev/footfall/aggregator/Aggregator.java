package dev.footfall.aggregator;

import dev.footfall.aggregator.cluster.GroupPlacements;
import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.Placements;
import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.NodeReader;
import dev.footfall.aggregator.reading.LogDescription;
import dev.footfall.aggregator.reading.LogEnds;
import dev.footfall.aggregator.reading.NodeContents;
import dev.footfall.aggregator.reading.NodeReaders;
import dev.footfall.aggregator.reading.Registrations;
import dev.footfall.aggregator.reading.RestoreProgress;
import dev.footfall.aggregator.reading.StoredEntries;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.aggregator.recovery.StateFiles;
import dev.footfall.aggregator.recovery.StateOrigin;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.aggregator.recovery.StuckLog;
import dev.footfall.aggregator.topology.AggregatorTopology;
import dev.footfall.aggregator.topology.BatchingClients;
import dev.footfall.aggregator.topology.CommitPace;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.aggregator.topology.PartitionProgress;
import dev.footfall.aggregator.topology.Shared;
import dev.footfall.events.TopicSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * The counting of one state on this node: a Kafka Streams application that reads the log, keeps daily rows in local
 * stores, and answers reads of the partitions it owns or follows.
 *
 * <p>Lifecycle: {@link #start} once, then {@link #close} or {@link #leave} once. Reads before {@code start} and while
 * partitions move answer {@code NotReady}. Counting runs on Kafka Streams' own threads; every other method is safe for
 * many threads. A fault that ends counting is reported once to {@code onFailure}; answers then stay as old as the last
 * commit.
 */
public final class Aggregator implements AutoCloseable {
    private final LivePartitions live = new LivePartitions();
    private final LiveRegistrations registrationTally = new LiveRegistrations();
    private final LogTimes logTimes = new LogTimes();
    private final List<KafkaStreamsMetrics> bound = new ArrayList<>();
    private final AggregatorConfig config;
    private final KafkaStreams streams;
    private final GroupMembers members;
    private final Admin admin;
    private final LogEnds ends;
    private final RestoreProgress copies = new RestoreProgress();
    private final Registrations registrations;
    private final NodeReaders readers;
    private final StateOrigin origin;
    private final StuckLog stuck;
    private final LogProgress progress;
    private final StalledPartitions stalled;
    private final SteadyTime time;
    private volatile boolean isStarted;

    /** {@code time} dates other processes and paces commits, not counts; {@code onFailure} hears why counting stopped. */
    public Aggregator(AggregatorConfig config, SteadyTime time, Consumer<String> onFailure) {
        this.config = config;
        this.time = time;
        this.admin = Admin.create(Map.<String, Object>copyOf(config.kafka()));
        var changelogs = ChangelogEnds.of(admin, config.state());
        this.origin = new StateOrigin(config.location(), changelogs, time);
        var reading = new PartitionProgress(time::nanoseconds);
        this.ends = new LogEnds(admin, config.state().log(), config.partitions(), reading::pass, time::nanoseconds);
        var shared = new Shared(
                new HeapBudget(config.heapBudgetBytes()),
                live,
                registrationTally,
                new CommitPace(ends),
                config.seals(),
                config.options().keepsSealedDays(),
                config.options().publishesRows(),
                !config.options().isInBackground(),
                changelogs,
                reading);
        this.progress = new LogProgress(live, ends, config.partitions());
        Map<String, Object> sharing =
                config.options().isInBackground() ? BatchingClients.inBackground(ends, time::nanoseconds) : Map.of();
        this.streams = new KafkaStreams(
                new AggregatorTopology(config.state(), shared).build(),
                StreamsSettings.of(config, logTimes, shared, sharing),
                time);
        this.members = new GroupMembers(streams, admin, config);
        this.registrations = new Registrations(streams, registrationTally);
        this.stuck = new StuckLog(
                admin,
                config.state(),
                config.neighbourhood().address().isEmpty(),
                () -> streams.state() == KafkaStreams.State.RUNNING);
        var contents = new NodeContents(live, registrations, copies, ends);
        this.readers =
                NodeReaders.of(streams, contents, membership(), config.state().rules(), time::nanoseconds);
        this.stalled = new StalledPartitions(
                new OwnedPartitions(streams, shared, ends, copies, membership()),
                time::nanoseconds,
                members::replace,
                onFailure);
        streams.setGlobalStateRestoreListener(copies);
        streams.setStandbyUpdateListener(copies);
        streams.setUncaughtExceptionHandler(
                new FailurePolicy(this::recordsRead, dead -> members.remove(Set.of(dead)), onFailure));
    }

    private Membership membership() {
        return new Membership(
                config.partitions(), placements(), config.neighbourhood().address());
    }

    /** Returns once all registered repositories are known. Fails if they cannot be read or the log is half restored. */
    public void start() {
        stuck.endHung();
        if (config.options().isInBackground()) StateReset.leave(admin, config.location(), config.threads());
        logTimes.restored(new RestoredLog(admin, config.kafka(), config.state().log()).ends());
        ends.start();
        origin.dropUselessStores(admin);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) origin.note(admin);
            if (now == KafkaStreams.State.REBALANCING) copies.partitionsMove(live);
        });
        StateFiles.emptyRepositories(config.location());
        try {
            streams.start();
        } catch (StreamsException e) {
            String topic = config.state().log().name(TopicSpec.REPOSITORIES);
            throw new IllegalStateException(
                    "the repositories could not be read from " + topic + ": " + FailurePolicy.cause(e), e);
        }
        registrations.complete();
        stuck.start();
        stalled.start();
        isStarted = true;
    }

    public LocalState state() {
        return readers.counted();
    }

    /** All partitions here, in whatever role; those counted elsewhere are behind the as-of of {@link #state}. */
    public LocalState standby() {
        return readers.followed();
    }

    /** Another state of the same log, which is not opened here and answers nothing, for that reason. */
    public LocalState unopened(RuleSet rules, String why) {
        return NodeReaders.unopened(rules, registrations, why);
    }

    public Placements placements() {
        return new GroupPlacements(streams, config.state().log());
    }

    public NodeReader node() {
        var log = new LogDescription(admin, config.state().log(), config.partitions());
        return new ThisNode(readers.partitions(), log, config.location());
    }

    public StoredEntries entries() {
        return readers.entries();
    }

    public CountingProgress progress() {
        return progress.now();
    }

    /** Partitions counted here whose stores are not full; records fetched since the start, of all to be fetched. */
    public record Restore(long partitions, long done, long total) {}

    public Restore restore() {
        long done = copies.restored();
        return new Restore(copies.restoringPartitions(), done, done + copies.restoreRemaining());
    }

    public void bindTo(MeterRegistry registry) {
        new CountingMetrics(live, registrationTally, registry).bind();
        new RestoreMetrics(live, copies, registry).bind();
        int standbys = config.neighbourhood().standbys();
        new NodeMetrics(live, membership(), standbys, registry).bind();
        new DiskMetrics(node()::disk, time::nanoseconds).bindTo(registry);
        new CopyAge(readers.partitions(), time::milliseconds).bindTo(registry);
        var metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        bound.add(metrics);
    }

    private long recordsRead() {
        return live.all().stream()
                .mapToLong(partition -> partition.tally().read())
                .sum();
    }

    /** Commits and closes within seconds. A node among others keeps its place for the session timeout: nothing moves. */
    @Override
    public void close() {
        boolean isAlone = config.neighbourhood().address().isEmpty();
        close(isAlone ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /** The same for good: nobody waits for this node to count the state again. */
    public void leave() {
        close(GroupMembershipOperation.LEAVE_GROUP);
    }

    private void close(GroupMembershipOperation membership) {
        stalled.close();
        if (members.close(membership) && isStarted) origin.closed();
        stuck.close();
        ends.close();
        bound.forEach(KafkaStreamsMetrics::close);
    }
}
