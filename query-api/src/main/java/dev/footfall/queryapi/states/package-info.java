/**
 * The states that are counted beside one another, by rules of their own: the differences between two, and the decisions about
 * which of them answers. Knows questions and their route; known to the endpoints and to who counts.
 */
@NullMarked
package dev.footfall.queryapi.states;

import org.jspecify.annotations.NullMarked;
