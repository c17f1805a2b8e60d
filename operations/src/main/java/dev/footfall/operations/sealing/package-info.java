/** The sealing of days, and the removal of the events that they were counted from. */
@NullMarked
package dev.footfall.operations.sealing;

import org.jspecify.annotations.NullMarked;
