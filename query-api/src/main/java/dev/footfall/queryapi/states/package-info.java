/** States counted beside one another, by rules of their own: their differences, and which of them answers. */
@NullMarked
package dev.footfall.queryapi.states;

import org.jspecify.annotations.NullMarked;
