/** What happened: the facts that Footfall counts, their JSON form, and the topics that hold them. */
@NullMarked
package dev.footfall.events;

import org.jspecify.annotations.NullMarked;
