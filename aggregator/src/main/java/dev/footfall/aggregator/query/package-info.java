/** The ports by which the state is read, and their values. Known to every reader; they know no store. */
@NullMarked
package dev.footfall.aggregator.query;

import org.jspecify.annotations.NullMarked;
