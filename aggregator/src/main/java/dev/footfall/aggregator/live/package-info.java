/** The heap that readers see while partitions are counted: rankings and registrations, written by the topology. */
@NullMarked
package dev.footfall.aggregator.live;

import org.jspecify.annotations.NullMarked;
