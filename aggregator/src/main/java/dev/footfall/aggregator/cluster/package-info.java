/** The nodes, and the partitions that each of them counts or follows. Known to all that looks for a partition. */
@NullMarked
package dev.footfall.aggregator.cluster;

import org.jspecify.annotations.NullMarked;
