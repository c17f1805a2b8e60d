package dev.footfall.aggregator.query;

import java.util.Optional;

/**
 * A partition of the log as its brokers report it. What they do not report, or may not be asked, is empty.
 *
 * @param leader host and port of the broker that leads it
 * @param replicas the brokers that are to have it; {@code inSync}: those that have all of it
 * @param begin the first offset that is there; {@code end}: the offset after the last record
 * @param bytes of one replica, the leader's
 */
public record LogPartition(
        int partition,
        Optional<String> leader,
        Optional<Integer> replicas,
        Optional<Integer> inSync,
        Optional<Long> begin,
        Optional<Long> end,
        Optional<Long> bytes) {}
