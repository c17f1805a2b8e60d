/** Files of downloads that other systems counted: their reading, their overlaps, and counters that only grow. */
package dev.footfall.cli.balances;
