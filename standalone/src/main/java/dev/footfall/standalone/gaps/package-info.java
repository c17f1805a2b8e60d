/** The words of operators about gaps, in a topic of their own. */
@NullMarked
package dev.footfall.standalone.gaps;

import org.jspecify.annotations.NullMarked;
