/**
 * The rules by which events count, as data: what is excluded and why, and what holds sessions together. Knows events alone;
 * known to whoever counts or shows counts.
 */
@NullMarked
package dev.footfall.rules;

import org.jspecify.annotations.NullMarked;
