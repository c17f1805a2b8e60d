/** The stores of this node, counted or followed, as answers to queries. */
@NullMarked
package dev.footfall.aggregator.reading;

import org.jspecify.annotations.NullMarked;
