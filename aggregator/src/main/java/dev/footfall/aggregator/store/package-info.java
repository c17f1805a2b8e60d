/**
 * The stores of a partition, a port of bytes, and what stands in them: keys, the forms of values, and the heap in front of
 * a store. A plain map can take the place of the real ones.
 */
@NullMarked
package dev.footfall.aggregator.store;

import org.jspecify.annotations.NullMarked;
