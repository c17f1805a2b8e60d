/** The ports by which the state is read, and their values; of the stores they know the forms of values alone. */
@NullMarked
package dev.footfall.aggregator.query;

import org.jspecify.annotations.NullMarked;
