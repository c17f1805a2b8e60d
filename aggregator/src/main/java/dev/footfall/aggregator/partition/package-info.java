/**
 * One partition's counting: the decisions and roll-ups of its events on the heap, and their way into the stores. The
 * stores are a port, so that a plain map can take their place.
 */
@NullMarked
package dev.footfall.aggregator.partition;

import org.jspecify.annotations.NullMarked;
