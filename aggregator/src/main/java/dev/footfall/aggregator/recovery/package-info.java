/** The state across restarts: its files, its copies, its reset, and transactions that a crash left open. */
@NullMarked
package dev.footfall.aggregator.recovery;

import org.jspecify.annotations.NullMarked;
