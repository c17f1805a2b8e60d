package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.CountingProgress;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.ingest.http.BalanceFeed;
import dev.footfall.ingest.http.Feed;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.RenameCheck;
import dev.footfall.ingest.publish.CircuitBreakingPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.KafkaProbe;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.operations.broker.BrokerLogin;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.gaps.KafkaGapVerdicts;
import dev.footfall.operations.sealing.DailySealing;
import dev.footfall.operations.sealing.LogSealing;
import dev.footfall.operations.sealing.SealingOptions;
import dev.footfall.operations.spikes.CountedSpikes;
import dev.footfall.operations.spikes.DeliveredSpikes;
import dev.footfall.operations.spikes.SpikeWatch;
import dev.footfall.operations.states.CountedStates;
import dev.footfall.operations.states.PastDecisions;
import dev.footfall.operations.topics.TopicWatch;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.gaps.GapVerdictLog;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.peers.HttpPeers;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.queryapi.route.FollowedFacts;
import dev.footfall.queryapi.route.PeerQueryHandler;
import dev.footfall.queryapi.route.StoredUsers;
import dev.footfall.queryapi.route.WireCodec;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.standalone.ProcessListener.Awaited;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open components of one process. They close in the reverse order; one that fails to keeps no other open. */
final class Components implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Components.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PeerMeters peerMeters;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** The setting's until the query API listens: 0 means any free one. */
    private volatile int queryPort;

    Components() {
        metrics.config().meterFilter(new RetainedMeters()); // before the first meter
        peerMeters = new PeerMeters(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        Gauge.builder("footfall.release", () -> 1)
                .description("1, with the release of the program and the version of the peers' protocol")
                .tags("release", ProgramVersion.text(), "peers", PeerProtocol.VERSION)
                .register(metrics);
    }

    <T extends AutoCloseable> T add(T component) {
        open.push(component);
        return component;
    }

    Optional<PeerServer> peers(RoomConfigs configs) {
        return configs.peerSecret().map(secret -> add(PeerServer.bind(configs.peers(), secret, peerMeters)));
    }

    EmbeddedBroker broker(DataDirectory data, Settings settings, ProcessListener listener) {
        listener.awaits(() -> {
            long remaining = EmbeddedBroker.partitionsToCheck();
            return Awaited.of(
                    remaining == 0
                            ? "Kafka to start"
                            : "Kafka to check its log after a crash, " + remaining + " partitions to go");
        });
        Optional<BrokerLogin> login =
                data.kafkaLogin(settings.text(Setting.KAFKA_ACCESS).equals("secret"));
        return add(EmbeddedBroker.start(data.kafka(), settings.number(Setting.KAFKA_PORT), login));
    }

    Aggregator aggregator(RoomConfigs configs, AggregatorConfig config, ProcessListener listener) {
        if (configs.publishesRows()) {
            configs.topics().ensure(TopicSpec.DAILY_ROWS, configs.partitions(), configs.replicationFactor());
        }
        Aggregator aggregator = add(
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), listener::failed));
        aggregator.bindTo(metrics);
        listener.awaits(() -> awaited(aggregator));
        aggregator.start();
        return aggregator;
    }

    private static Awaited awaited(Aggregator aggregator) {
        Aggregator.Restore restore = aggregator.restore();
        if (restore.partitions() > 0) {
            String where = restore.partitions() == 1 ? "one partition" : restore.partitions() + " partitions";
            return new Awaited(
                    "the counted state of " + where + " to be restored", restore.done(), restore.total(), "records");
        }
        Readiness readiness = aggregator.state().readiness();
        if (!readiness.ready()) return Awaited.of("counting to begin: " + readiness.detail());
        CountingProgress progress = aggregator.progress();
        return new Awaited("the counting", progress.counted(), progress.total(), "events");
    }

    /** {@code peers} is the port of this node's peers, which answers from now on; empty for a node that is alone. */
    private CountedStates states(
            RoomConfigs configs, AggregatorConfig main, Optional<PeerServer> peers, ProcessListener listener) {
        configs.topics().ensureAnswering(configs.replicationFactor());
        PastDecisions past = add(PastDecisions.read(configs.kafka(), configs.names()));
        if (!configs.hasOwnKafka()) past.countOwnFormat(configs.rules(), main.state());
        AggregatorConfig own = configs.own(main, past.states());
        Aggregator aggregator = aggregator(configs, own, listener);
        queryPort = configs.query().port();
        var names = add(new SharedLogFollower<>(configs.publisher(), UserRegistry.TOPIC, "footfall-query-users"));
        var balances = add(new SharedLogFollower<>(configs.publisher(), BalanceTopic.TOPIC, "footfall-query-balances"));
        var facts = new FollowedFacts(new StoredUsers(names.state().names()), balances.state());
        var neighbours = peers.flatMap(server -> configs.peerSecret()
                .map(secret -> new StateOpener.Neighbours(server.address(), new HttpPeers(secret), peerMeters)));
        var codec = new WireCodec(QueryApi.questions(configs.extras().apis()));
        var opener = new StateOpener(configs, own, neighbours, facts, codec, () -> queryPort);
        CountedStates states = add(new CountedStates(opener.own(aggregator), past, opener, metrics, listener::failed));
        peers.ifPresent(server -> server.answerBy(new PeerQueryHandler(states::node, codec, configs.partitions())));
        return states;
    }

    CountingParts counting(
            RoomConfigs configs, AggregatorConfig config, Optional<PeerServer> peers, ProcessListener listener) {
        CountedStates states = states(configs, config, peers, listener);
        Aggregator aggregator = states.own().aggregator();
        QueryServer query = query(configs, states);
        sealing(configs, aggregator);
        spikes(configs, states);
        add(new TopicWatch(configs.topics(), configs.log(), listener::failed));
        return new CountingParts(aggregator, states, query);
    }

    private QueryServer query(RoomConfigs configs, CountedStates states) {
        GapVerdictLog gaps = add(new KafkaGapVerdicts(configs.publisher()));
        Backend backend = backend(states.answering(), gaps);
        QueryServer server = add(QueryApi.start(
                configs.query(), backend, states, configs.extras().apis()));
        queryPort = server.port();
        states.follow(state -> server.answerFrom(backend(state, gaps)));
        return server;
    }

    private Backend backend(CountedState state, GapVerdictLog gaps) {
        return new Backend(state.reader(), state.rules(), metrics, Clock.systemUTC(), gaps);
    }

    /** Seals and deletes what is older than events are kept, of the partitions that are counted here; nothing where they are. */
    private void sealing(RoomConfigs configs, Aggregator aggregator) {
        configs.rawRetention()
                .ifPresent(retention -> add(new DailySealing(
                        retention,
                        partition -> aggregator.state().version(partition) instanceof LocalRead.Found,
                        before -> new LogSealing(
                                configs.kafka(),
                                configs.state(),
                                new SealingOptions(before, false, false, configs.replicationFactor())))));
    }

    /** Sends messages about spikes; nothing where there is nobody to take them. */
    private void spikes(RoomConfigs configs, CountedStates states) {
        configs.webhook().ifPresent(webhook -> {
            configs.topics().ensure(TopicSpec.SPIKES, 1, configs.replicationFactor());
            add(new SpikeWatch(
                            new CountedSpikes(states::answering, configs.spikeRule()),
                            new KafkaSharedLog<>(configs.publisher(), DeliveredSpikes.TOPIC),
                            webhook,
                            new SpikeWatch.Surroundings(Clock.systemUTC(), metrics)))
                    .start();
        });
    }

    IngestServer ingest(
            RoomConfigs configs,
            KafkaEventPublisher publisher,
            Optional<UserIds> users,
            VisitorSecret secret,
            RenameCheck renames) {
        KafkaProbe probe = add(new KafkaProbe(configs.publisher()));
        var wiring = new IngestWiring(
                SharedLogs.publisher(new CircuitBreakingPublisher(publisher, probe::isReachable), users),
                probe::isReachable,
                secret,
                add(SharedLogs.keys(configs, secret)),
                renames,
                Clock.systemUTC(),
                metrics,
                metrics::scrape,
                users);
        List<Feed> feeds = new ArrayList<>(configs.extras().feeds(wiring, configs.publisher()));
        feeds.add(new BalanceFeed(new KafkaSharedLog<>(configs.publisher(), BalanceTopic.TOPIC), wiring));
        IngestServer server = add(IngestServer.start(configs.ingest(), wiring, feeds));
        for (Feed feed : feeds) add(feed).start();
        return server;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) close(open.pop());
    }

    private static void close(AutoCloseable component) {
        try {
            component.close();
        } catch (Exception e) {
            LOG.warn("{} did not shut down cleanly", component.getClass().getSimpleName(), e);
        }
    }
}
