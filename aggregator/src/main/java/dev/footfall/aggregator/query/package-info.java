/** The ports by which the state is read. */
@NullMarked
package dev.footfall.aggregator.query;

import org.jspecify.annotations.NullMarked;
