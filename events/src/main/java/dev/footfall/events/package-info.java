/**
 * The facts that Footfall counts, their JSON form, and the topics that hold them. Knows no other package; known to
 * every room but web.
 */
@NullMarked
package dev.footfall.events;

import org.jspecify.annotations.NullMarked;
