/**
 * Rankings of the repositories of one partition, on the heap and from its daily rows. Known to the readers {@code live}
 * and {@code stores}.
 */
@NullMarked
package dev.footfall.aggregator.ranking;

import org.jspecify.annotations.NullMarked;
