/**
 * One partition's counting: a decision on each event, then roll-ups on the heap, in projections, and in the store; and the rules and
 * the identity of what is counted. Plain Java without a clock; knows no reader.
 */
package dev.footfall.aggregator.counting;
