package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.operations.states.CountedStates;
import dev.footfall.operations.states.CountedStates.OpenState;
import dev.footfall.queryapi.peers.HttpPeers;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.Peers;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.queryapi.question.Queries;
import dev.footfall.queryapi.route.Cluster;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.route.StoredUsers;
import dev.footfall.queryapi.route.WireCodec;
import dev.footfall.queryapi.states.States.CountedState;
import dev.footfall.rules.file.RuleFile;
import java.util.Optional;
import java.util.function.Consumer;

final class StateOpener implements CountedStates.Opener {
    static final WireCodec CODEC = new WireCodec(Queries.ALL);

    private final RoomConfigs configs;
    private final AggregatorConfig main;
    private final Optional<PeerServer> server;
    private final Optional<Peers> peers;
    private final Shared shared;

    record Shared(PeerMeters meters, StoredUsers users) {}

    StateOpener(RoomConfigs configs, AggregatorConfig main, Optional<PeerServer> server, Shared shared) {
        this.configs = configs;
        this.main = main;
        this.server = server;
        this.peers = configs.peerSecret().map(HttpPeers::new);
        this.shared = shared;
    }

    @Override
    public AggregatorConfig config(String name, RuleFile rules) {
        return main.beside(new StateId(main.state().log(), name, configs.ruleSet(rules)));
    }

    @Override
    public OpenState open(AggregatorConfig config, RuleFile rules, Consumer<String> onFailure) {
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), onFailure);
        try {
            aggregator.start();
        } catch (RuntimeException e) {
            aggregator.close();
            throw e;
        }
        return opened(config, rules, aggregator);
    }

    OpenState main(Aggregator aggregator) {
        return opened(main, configs.rules(), aggregator);
    }

    private OpenState opened(AggregatorConfig config, RuleFile rules, Aggregator aggregator) {
        var node = new LocalNode(
                aggregator.state(),
                Optional.of(aggregator.standby()),
                configs.query().unregisteredArePublic(),
                shared.users());
        String name = config.state().name();
        Cluster cluster = server.flatMap(own -> peers.map(others -> new Cluster(
                        name,
                        Optional.of(own.address()),
                        aggregator.placements(),
                        others,
                        shared.meters(),
                        Cluster.Patience.STANDARD)))
                .orElseGet(Cluster::alone);
        var state = new CountedState(name, config.state().rules(), new StateReader(node, cluster, CODEC));
        return new OpenState(state, rules, node, aggregator, config);
    }
}
