package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.operations.states.OpenState;
import dev.footfall.operations.states.StateFactory;
import dev.footfall.operations.states.StateView;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.Peers;
import dev.footfall.queryapi.route.Cluster;
import dev.footfall.queryapi.route.FollowedFacts;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.route.PeerPatience;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.route.WireCodec;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.StateOpener.Neighbours;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

record StateOpener(
        RoomConfigs configs,
        AggregatorConfig own,
        Optional<Neighbours> neighbours,
        FollowedFacts facts,
        WireCodec codec,
        IntSupplier queryPort)
        implements StateFactory {
    record Neighbours(NodeAddress self, Peers peers, PeerMeters meters) {}

    @Override
    public AggregatorConfig config(String name, RuleFile rules, String format) {
        var state = new StateId(own.state().log(), name, configs.ruleSet(rules).in(format));
        return own.beside(state, state.isMain() && configs.publishesRows());
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

    @Override
    public StateView unopened(AggregatorConfig config, RuleFile rules, OpenState here, String why) {
        StateId id = config.state();
        LocalState state = here.aggregator().unopened(id.rules(), why);
        var node = new LocalNode(state, Optional.empty(), configs.query().unregisteredArePublic(), facts)
                .reporting(here.node().report());
        var seen = new CountedState(id.name(), id.rules(), new StateReader(node, Cluster.alone(), codec));
        return new StateView(seen, rules, config);
    }

    OpenState own(Aggregator aggregator) {
        return opened(own, configs.rules(), aggregator);
    }

    /** The address at which other machines ask this node, if its query API listens for them. */
    private NodeAddress api() {
        String host = neighbours
                .map(others -> others.self().host())
                .orElseGet(() -> configs.query().host());
        return new NodeAddress(host, queryPort.getAsInt());
    }

    private OpenState opened(AggregatorConfig config, RuleFile rules, Aggregator aggregator) {
        var node = new LocalNode(
                        aggregator.state(),
                        Optional.of(aggregator.standby()),
                        configs.query().unregisteredArePublic(),
                        facts)
                .reporting(new RunningNode(this::api, aggregator));
        StateId id = config.state();
        String name = id.exactName();
        Cluster cluster = neighbours
                .map(others -> new Cluster(
                        name,
                        Optional.of(others.self()),
                        aggregator.placements(),
                        others.peers(),
                        others.meters(),
                        PeerPatience.STANDARD))
                .orElseGet(Cluster::alone);
        var state = new CountedState(id.name(), id.rules(), new StateReader(node, cluster, codec));
        return new OpenState(name, state, rules, node, aggregator, config);
    }
}
