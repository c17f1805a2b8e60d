/** The nodes, and the partitions that each of them counts or follows. Known to all that looks for a partition. */
package dev.footfall.aggregator.cluster;
