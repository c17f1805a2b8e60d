/** The facts that Footfall counts, their JSON form, and the topics that hold them. Knows no other package. */
package dev.footfall.events;
