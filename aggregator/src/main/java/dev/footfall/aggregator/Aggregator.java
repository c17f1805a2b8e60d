package dev.footfall.aggregator;

import dev.footfall.aggregator.partition.HeapBudget;
import dev.footfall.aggregator.partition.RuleSet;
import dev.footfall.aggregator.query.LivePartitions;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.LogEnds;
import dev.footfall.aggregator.query.Placements;
import dev.footfall.aggregator.query.RegistrationTally;
import dev.footfall.aggregator.query.Registrations;
import dev.footfall.aggregator.query.RowVisitor;
import dev.footfall.aggregator.query.StoreReader;
import dev.footfall.aggregator.query.StreamsPlacements;
import dev.footfall.aggregator.query.StreamsState;
import dev.footfall.aggregator.topology.AggregatorTopology;
import dev.footfall.aggregator.topology.CommitPace;
import dev.footfall.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;

/** Counts the log, and lets its state be asked. */
public final class Aggregator implements AutoCloseable {
    /** The consumer group, and the first part of the names of the topics that back up the stores. */
    public static final String APPLICATION_ID = "footfall-aggregator";

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    private final LivePartitions live = new LivePartitions();
    private final RegistrationTally registrationTally = new RegistrationTally();
    private final List<AutoCloseable> bound = new ArrayList<>();
    private final AggregatorConfig config;
    private final KafkaStreams streams;
    private final Admin admin;
    private final LogEnds ends;
    private final Registrations registrations;

    /**
     * An aggregator that is not started yet.
     *
     * @param onFailure is told, in one sentence, when the counting has stopped for good
     */
    public Aggregator(AggregatorConfig config, Consumer<String> onFailure) {
        this.config = config;
        this.admin = Admin.create(Map.<String, Object>copyOf(config.kafka()));
        this.ends = new LogEnds(admin, live);
        var topology = new AggregatorTopology(
                new RuleSet(config.rules(), config.partitions()),
                new AggregatorTopology.Shared(
                        new HeapBudget(config.heapBudgetBytes()),
                        live,
                        registrationTally,
                        new CommitPace(ends::behind)));
        this.streams = new KafkaStreams(topology.build(), StreamsSettings.of(config));
        this.registrations = new Registrations(streams);
        streams.setUncaughtExceptionHandler(new FailurePolicy(this::recordsRead, onFailure));
    }

    /**
     * Begins to count; returns as soon as every repository is known that is registered by now.
     *
     * @throws IllegalStateException if the repositories cannot be read
     */
    public void start() {
        var origin = new StateOrigin(config);
        origin.dropOtherStores(admin);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) origin.note(admin);
        });
        StateReset.emptyRepositories(config);
        try {
            streams.start();
        } catch (StreamsException e) {
            throw new IllegalStateException(
                    "the repositories could not be read from " + Topics.REPOSITORIES + ": " + e, e);
        }
        registrations.complete();
        ends.start();
    }

    /** What can be asked. */
    public LocalState state() {
        return stores();
    }

    /** Which nodes have which partition. */
    public Placements placements() {
        return new StreamsPlacements(streams);
    }

    private StreamsState stores() {
        return new StreamsState(new StoreReader(streams, live, ends), registrations, config.partitions());
    }

    /** Shows every daily row of one partition, to compare all of them with something. */
    public LocalRead<Long> rows(int partition, RowVisitor visitor) {
        return stores().rows(partition, visitor);
    }

    /** How far the counting is. */
    public Progress progress() {
        long counted = 0;
        long total = 0;
        boolean known = true;
        for (int partition = 0; partition < config.partitions(); partition++) {
            OptionalLong end = ends.end(partition);
            long next = live.get(partition).map(at -> at.tally().nextOffset()).orElse(0L);
            known &= end.isPresent() && live.get(partition).isPresent();
            total += end.orElse(0);
            counted += Math.min(next, end.orElse(0));
        }
        return new Progress(counted, total, known && counted == total);
    }

    /**
     * How far the counting is, of all partitions.
     *
     * @param counted records read
     * @param total records in the log, as far as is known
     * @param complete every partition is here and read to its end
     */
    public record Progress(long counted, long total, boolean complete) {}

    /** Shows what is counted, and how Kafka Streams is, as metrics. */
    public void bindTo(MeterRegistry registry) {
        new CountingMetrics(live, registrationTally).bindTo(registry);
        var metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        bound.add(metrics);
    }

    private long recordsRead() {
        return live.all().stream()
                .mapToLong(partition -> partition.tally().read())
                .sum();
    }

    /** Commits what was read and lets go of the partitions, within a few seconds. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
        ends.close();
        for (AutoCloseable metrics : bound) closeQuietly(metrics);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("metrics could not be closed", e);
        }
    }
}
