/**
 * The stores of this node, counted or followed, read for queries. Known to the aggregator alone, which hands them out
 * as ports.
 */
@NullMarked
package dev.footfall.aggregator.stores;

import org.jspecify.annotations.NullMarked;
