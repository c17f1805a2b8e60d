/** One partition's counting: days on the heap, what is counted beside a row, the stores and their formats. Plain Java without a clock; knows no reader. */
package dev.footfall.aggregator.counting;
