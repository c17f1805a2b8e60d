/** The sums that sessions make: counts that can be added and taken back. */
@NullMarked
package dev.footfall.aggregator.rollup;

import org.jspecify.annotations.NullMarked;
