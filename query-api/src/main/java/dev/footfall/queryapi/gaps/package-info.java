/** Gaps: hours of a file server without data where it used to have some, and what operators say about them. */
package dev.footfall.queryapi.gaps;
