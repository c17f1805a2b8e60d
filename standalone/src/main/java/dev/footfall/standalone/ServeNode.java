package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.standalone.Components.Counting;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Optional;
import java.util.OptionalInt;

public final class ServeNode implements AutoCloseable {
    private final Components components = new Components();
    private final Optional<NodeAddress> address;
    private final Counting counting;

    public ServeNode(Settings settings, ProcessListener listener) {
        try {
            RoomConfigs configs = RoomConfigs.of(settings);
            var unused = configs.state(); // first: a mistake in the rules is found before anything starts
            var unusedToo = configs.webhook();
            DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            TopicAdmin.ofServer(configs.kafka()).require(OptionalInt.of(configs.partitions()));
            Optional<PeerServer> peers = components.peers(configs); // first: the others are told its port
            address = peers.map(PeerServer::address);
            counting = components.counting(configs, configs.aggregator(data.state(), address), peers, listener);
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    public Optional<NodeAddress> address() {
        return address;
    }

    public String rules() {
        return counting.states().live().rules().id();
    }

    public Aggregator aggregator() {
        return counting.aggregator();
    }

    public QueryServer query() {
        return counting.query();
    }

    @Override
    public void close() {
        components.close();
    }
}
