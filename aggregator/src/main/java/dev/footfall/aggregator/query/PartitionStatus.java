package dev.footfall.aggregator.query;

import java.time.Instant;
import java.util.Optional;

/**
 * A partition on one node, as an operator sees it. What cannot be read now is empty.
 *
 * @param isCounted false for a copy that follows another node's counts
 * @param phase the name of its life's phase, such as Counting; Following for a copy
 * @param why the reason for which it answers nothing, in words; empty if it answers
 * @param lagRecords records of the log that are not applied
 * @param lastRecord log time of the newest record that is applied
 * @param lastCommit when its counts were last written; empty for a copy
 * @param entries the entries of its store, approximately, of all parts
 * @param storeBytes bytes on this node's disk
 */
public record PartitionStatus(
        int partition,
        boolean isCounted,
        String phase,
        Optional<String> why,
        Optional<Long> lagRecords,
        Optional<Instant> lastRecord,
        Optional<Instant> lastCommit,
        Optional<Long> entries,
        long storeBytes) {}
