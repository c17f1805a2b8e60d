/** The search of the log for visitors that behave as robots do. */
@NullMarked
package dev.footfall.operations.robots;

import org.jspecify.annotations.NullMarked;
