package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LogPartition;
import java.util.List;
import java.util.Optional;

/** The report of this node to operators, about itself and the log that it counts. Safe for many threads. */
public interface NodeReport {
    /** Of a node that tells nothing. */
    NodeReport NONE = new NodeReport() {
        @Override
        public Optional<NodeStatus> status() {
            return Optional.empty();
        }

        @Override
        public List<LogPartition> log() {
            return List.of();
        }
    };

    Optional<NodeStatus> status();

    List<LogPartition> log();
}
