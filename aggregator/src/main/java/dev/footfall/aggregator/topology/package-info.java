/** The stream: from a record of the log to changed rows in the stores. Knows no reader. */
@NullMarked
package dev.footfall.aggregator.topology;

import org.jspecify.annotations.NullMarked;
