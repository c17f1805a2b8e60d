/**
 * The states that a process counts, as the log of decisions says. Knows the aggregator and the query API; known to the
 * processes.
 */
@NullMarked
package dev.footfall.operations.states;

import org.jspecify.annotations.NullMarked;
