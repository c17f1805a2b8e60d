/** The facts that Footfall counts, their JSON form, and the topics that hold them. Knows no other package. */
@NullMarked
package dev.footfall.events;

import org.jspecify.annotations.NullMarked;
