/**
 * Copies of a partition's stores as files, from which it goes on after a kill. Knows no Kafka.
 */
@NullMarked
package dev.footfall.aggregator.snapshots;

import org.jspecify.annotations.NullMarked;
