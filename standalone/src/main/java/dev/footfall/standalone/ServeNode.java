package dev.footfall.standalone;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.standalone.Running.CountingNode;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Optional;

/**
 * A process that counts and answers queries, with Kafka elsewhere. Peers' port first, because the address is part of the
 * group's
 * metadata. Closing it ends all components in reverse order.
 */
public record ServeNode(Optional<NodeAddress> address, CountingParts counting, Components components)
        implements CountingNode {
    /** The core alone. */
    public static ServeNode start(Settings settings, ProcessListener listener) {
        return start(settings, Extras.NONE, listener);
    }

    public static ServeNode start(Settings settings, Extras extras, ProcessListener listener) {
        return start(settings, extras, RuleSet.FORMAT, listener);
    }

    /** {@code format}: of the states that it counts, that of this release or of another. */
    static ServeNode start(Settings settings, Extras extras, String format, ProcessListener listener) {
        return Running.start(components -> {
            DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            RoomConfigs configs =
                    RoomConfigs.of(settings).with(extras).counting(format).checked();
            Optional<PeerServer> peers = components.peers(configs); // first: the others are told its port
            Optional<NodeAddress> address = peers.map(PeerServer::address);
            AggregatorConfig config = configs.aggregator(data.state(), address);
            return new ServeNode(address, components.counting(configs, config, peers, listener), components);
        });
    }
}
