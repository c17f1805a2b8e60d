/** Counts, as values: sums and their merges, without a format. Known to those who count and to those who ask. */
package dev.footfall.aggregator.counts;
