/** The states that a process counts, as the log of decisions says. */
@NullMarked
package dev.footfall.operations.states;

import org.jspecify.annotations.NullMarked;
