/** What operators said about gaps, in a topic of its own. */
@NullMarked
package dev.footfall.standalone.gaps;

import org.jspecify.annotations.NullMarked;
