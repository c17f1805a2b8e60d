/** The last hour of one partition's log, by log time. */
package dev.footfall.aggregator.counting.arrivals;
