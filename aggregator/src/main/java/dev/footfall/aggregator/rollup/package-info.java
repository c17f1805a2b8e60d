/**
 * The sums that sessions make: counts that can be added and taken back. Plain Java; every room that shows counts may
 * know it.
 */
@NullMarked
package dev.footfall.aggregator.rollup;

import org.jspecify.annotations.NullMarked;
