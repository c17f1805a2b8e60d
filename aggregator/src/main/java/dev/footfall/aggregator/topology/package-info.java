/** The stream: from a record of the log to changed rows in the stores. Knows no reader. */
package dev.footfall.aggregator.topology;
