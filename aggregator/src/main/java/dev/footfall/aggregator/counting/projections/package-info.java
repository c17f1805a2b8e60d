/** Projections: what is counted beside a row, its sections in the store, and the JSON records that carry rows and sections. */
package dev.footfall.aggregator.counting.projections;
