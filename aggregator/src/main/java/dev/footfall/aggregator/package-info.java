/** What the facts add up to: the running aggregator. */
@NullMarked
package dev.footfall.aggregator;

import org.jspecify.annotations.NullMarked;
