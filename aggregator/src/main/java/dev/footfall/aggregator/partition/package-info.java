/**
 * One partition's counting: the decisions on its events, the roll-ups that follow them, and under which rules. Known to
 * the topology; knows no Kafka.
 */
@NullMarked
package dev.footfall.aggregator.partition;

import org.jspecify.annotations.NullMarked;
