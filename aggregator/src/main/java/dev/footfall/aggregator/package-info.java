/** The running aggregator: counts the facts of the log and serves the state that they add up to. */
package dev.footfall.aggregator;
