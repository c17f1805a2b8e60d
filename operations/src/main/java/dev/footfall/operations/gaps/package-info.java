/** Operators' verdicts on gaps, in a topic of their own. */
@NullMarked
package dev.footfall.operations.gaps;

import org.jspecify.annotations.NullMarked;
