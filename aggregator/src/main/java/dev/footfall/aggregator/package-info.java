/** The running aggregator: counts the facts of the log and serves the state that they add up to. */
@NullMarked
package dev.footfall.aggregator;

import org.jspecify.annotations.NullMarked;
