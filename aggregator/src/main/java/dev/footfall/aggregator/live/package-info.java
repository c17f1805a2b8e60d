/** The heap that readers see while partitions are counted: rankings and registrations, written by the topology. */
package dev.footfall.aggregator.live;
