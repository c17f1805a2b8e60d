/** The stores of this node, counted or followed, read for queries. */
@NullMarked
package dev.footfall.aggregator.stores;

import org.jspecify.annotations.NullMarked;
