package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.DiskSpace;
import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.aggregator.query.PartitionStatus;
import dev.footfall.aggregator.query.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The report of a node of a test. */
public final class GivenReport implements NodeReport {
    public static final Instant SINCE = Instant.parse("2026-11-20T08:00:00Z");

    private final List<PartitionStatus> partitions = new CopyOnWriteArrayList<>();
    private final List<LogPartition> log = new CopyOnWriteArrayList<>();
    private volatile String release = "0.1.0";
    private volatile String api = "node:28080";

    public GivenReport of(String otherRelease, String otherApi) {
        release = otherRelease;
        api = otherApi;
        return this;
    }

    public GivenReport counting(int partition, long lagRecords) {
        return has(partition, true, "Counting", Optional.empty(), Optional.of(lagRecords));
    }

    public GivenReport following(int partition, long lagRecords) {
        return has(partition, false, "Following", Optional.empty(), Optional.of(lagRecords));
    }

    /** Counting again, with its reason to answer nothing. */
    public GivenReport recounting(int partition, String why) {
        return has(partition, true, "Recounting", Optional.of(why), Optional.empty());
    }

    private GivenReport has(int partition, boolean isCounted, String phase, Optional<String> why, Optional<Long> lag) {
        Instant last = Instant.parse("2026-11-20T14:19:59.912Z");
        partitions.add(new PartitionStatus(
                partition,
                isCounted,
                phase,
                why,
                lag,
                Optional.of(last),
                isCounted ? Optional.of(last.plusMillis(80)) : Optional.empty(),
                Optional.of(81_200L),
                7_340_032));
        return this;
    }

    public GivenReport log(int partition, String leader, long end) {
        log.add(new LogPartition(
                partition,
                Optional.of(leader),
                Optional.of(3),
                Optional.of(2),
                Optional.of(0L),
                Optional.of(end),
                Optional.of(75 * end)));
        return this;
    }

    @Override
    public Optional<NodeStatus> status() {
        return Optional.of(new NodeStatus(
                release,
                "v7",
                api,
                SINCE,
                new Readiness(true, "counting is RUNNING"),
                new HeapUse(201_326_592, 536_870_912),
                Optional.of(new DiskSpace(21_474_836_480L, 53_687_091_200L, 14_680_064, 7_340_032)),
                List.copyOf(partitions)));
    }

    @Override
    public List<LogPartition> log() {
        return List.copyOf(log);
    }
}
