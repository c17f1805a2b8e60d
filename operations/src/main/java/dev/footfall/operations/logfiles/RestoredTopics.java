package dev.footfall.operations.logfiles;

import dev.footfall.events.Topics;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The topics of a restored log.
 *
 * @param partitions of topics by repository; empty for those of the exported log
 * @param replicationFactor empty for the cluster's default
 */
public record RestoredTopics(Topics log, OptionalInt partitions, Optional<Short> replicationFactor) {}
