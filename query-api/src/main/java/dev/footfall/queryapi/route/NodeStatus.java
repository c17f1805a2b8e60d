package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.DiskSpace;
import dev.footfall.aggregator.query.PartitionStatus;
import dev.footfall.aggregator.query.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node as it describes itself to operators.
 *
 * @param release version of its program; {@code peers}: of the peers' protocol
 * @param api host and port of its query API
 * @param since start of the process
 * @param partitions those that it counts, restores or follows, by number
 */
public record NodeStatus(
        String release,
        String peers,
        String api,
        Instant since,
        Readiness readiness,
        HeapUse heap,
        Optional<DiskSpace> disk,
        List<PartitionStatus> partitions) {}
