/**
 * The state that is on the heap while partitions are counted here: written by the topology, read by queries. Known to
 * these two alone.
 */
@NullMarked
package dev.footfall.aggregator.live;

import org.jspecify.annotations.NullMarked;
