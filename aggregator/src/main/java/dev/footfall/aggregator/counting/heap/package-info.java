/** The days, visitors, totals and tally of one partition on the heap, and their formats. */
package dev.footfall.aggregator.counting.heap;
