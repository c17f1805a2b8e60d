/**
 * HTTP over the aggregator's state: statistics, rankings, operations and the peers' port. Known to standalone alone.
 */
@NullMarked
package dev.footfall.queryapi;

import org.jspecify.annotations.NullMarked;
