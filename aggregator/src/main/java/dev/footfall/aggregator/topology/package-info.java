/**
 * The stream: from a record of the log to changed rows in the stores. Known to the aggregator, and to standalone for
 * its topics; knows no reader.
 */
@NullMarked
package dev.footfall.aggregator.topology;

import org.jspecify.annotations.NullMarked;
