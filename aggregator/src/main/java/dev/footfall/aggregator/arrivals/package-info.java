/**
 * The arrivals of the last hour in one partition, by log time, on the heap alone. Plain Java without a clock.
 */
@NullMarked
package dev.footfall.aggregator.arrivals;

import org.jspecify.annotations.NullMarked;
