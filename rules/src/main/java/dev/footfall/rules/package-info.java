/**
 * The rules by which events count, as data: what is excluded and why, and what holds sessions together. Knows events alone;
 * known to counting and to the query API.
 */
@NullMarked
package dev.footfall.rules;

import org.jspecify.annotations.NullMarked;
