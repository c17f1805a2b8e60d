/** The rules by which events count, as data: what is excluded and why, and what holds sessions together. */
@NullMarked
package dev.footfall.rules;

import org.jspecify.annotations.NullMarked;
