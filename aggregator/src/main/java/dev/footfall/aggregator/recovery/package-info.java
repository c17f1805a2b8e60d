/** The state across restarts: its files, its copies, its reset, and transactions that a crash left open. */
package dev.footfall.aggregator.recovery;
