/** Gaps: hours of a file server without data where it used to have some, and what operators say about them. */
@NullMarked
package dev.footfall.queryapi.gaps;

import org.jspecify.annotations.NullMarked;
