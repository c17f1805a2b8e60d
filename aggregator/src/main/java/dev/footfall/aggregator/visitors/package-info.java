/**
 * The days of a partition on the heap: rows, and pages of visitors and of counted files. Known to the
 * counting, and to the stores, which read visitors as they are written.
 */
@NullMarked
package dev.footfall.aggregator.visitors;

import org.jspecify.annotations.NullMarked;
