/** States counted beside one another, by rules of their own: their differences, and which of them answers. */
package dev.footfall.queryapi.states;
