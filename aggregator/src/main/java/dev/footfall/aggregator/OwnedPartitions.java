package dev.footfall.aggregator;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.reading.LogEnds;
import dev.footfall.aggregator.reading.RestoreProgress;
import dev.footfall.aggregator.topology.Shared;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

record OwnedPartitions(KafkaStreams streams, Shared shared, LogEnds ends, RestoreProgress copies, Membership membership)
        implements WatchedPartitions {
    private static final Pattern CONSUMER_OF_THREAD = Pattern.compile(".*-StreamThread-\\d+-consumer");

    /** A thread that counts polls many times a second. */
    private static final Duration LONGEST_WITHOUT_POLL = Duration.ofSeconds(10);

    @Override
    public int partitions() {
        return membership.partitions();
    }

    @Override
    public boolean isExcused(int partition) {
        boolean isPrepared = shared.live()
                .get(partition)
                .filter(counted -> !counted.life().isReading())
                .isPresent();
        return isPrepared || isElsewhere(partition);
    }

    private boolean isElsewhere(int partition) {
        return membership
                .owner(partition)
                .filter(owner -> !membership.self().equals(Optional.of(owner)))
                .isPresent();
    }

    @Override
    public OptionalLong next(int partition) {
        return shared.live()
                .get(partition)
                .map(counted -> OptionalLong.of(counted.tally().nextOffset()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public OptionalLong end(int partition) {
        return ends.end(partition);
    }

    @Override
    public boolean hasMore(int partition) {
        return ends.hasCommittedBeyond(partition, next(partition).orElse(0));
    }

    @Override
    public long restored() {
        return copies.restored();
    }

    @Override
    public boolean areThreadsPolling() {
        if (!streams.state().isRunningOrRebalancing()) return false;
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-poll-seconds-ago"))
                .filter(metric -> CONSUMER_OF_THREAD
                        .matcher(metric.metricName().tags().getOrDefault("client-id", ""))
                        .matches())
                .allMatch(OwnedPartitions::isRecent);
    }

    private static boolean isRecent(Metric lastPoll) {
        return ((Number) lastPoll.metricValue()).doubleValue() < LONGEST_WITHOUT_POLL.toSeconds();
    }
}
