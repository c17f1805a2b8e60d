/** HTTP over the aggregator's state: statistics, rankings, operations and the peers' port. */
package dev.footfall.queryapi;
