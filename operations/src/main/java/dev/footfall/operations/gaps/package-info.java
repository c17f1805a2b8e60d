/** Operators' verdicts on gaps, in a topic of their own. */
package dev.footfall.operations.gaps;
