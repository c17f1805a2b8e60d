/** The days of a partition on the heap: rows, and pages of who visited and which files were counted. */
@NullMarked
package dev.footfall.aggregator.visitors;

import org.jspecify.annotations.NullMarked;
