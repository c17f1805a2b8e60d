/** The nodes, and the partitions that each of them counts or follows. */
@NullMarked
package dev.footfall.aggregator.cluster;

import org.jspecify.annotations.NullMarked;
