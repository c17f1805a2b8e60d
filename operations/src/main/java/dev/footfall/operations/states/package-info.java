/** The states that a process counts, as the log of decisions says. */
package dev.footfall.operations.states;
