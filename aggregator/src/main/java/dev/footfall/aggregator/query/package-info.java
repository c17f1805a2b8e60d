/** The ports by which the state is read, and their values. */
@NullMarked
package dev.footfall.aggregator.query;

import org.jspecify.annotations.NullMarked;
