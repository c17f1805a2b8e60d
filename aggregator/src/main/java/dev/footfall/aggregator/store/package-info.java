/**
 * The stores of a partition, a port of bytes, with their keys, the forms of values, and the heap in front of a store. A
 * plain map can take the place of the real ones. Known to the aggregator alone.
 */
@NullMarked
package dev.footfall.aggregator.store;

import org.jspecify.annotations.NullMarked;
