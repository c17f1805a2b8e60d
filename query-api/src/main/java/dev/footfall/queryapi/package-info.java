/** HTTP over the aggregator's state: statistics, rankings, operations and the peers' port. */
@NullMarked
package dev.footfall.queryapi;

import org.jspecify.annotations.NullMarked;
