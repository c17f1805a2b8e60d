/** Messages about unusually many downloads. Each is sent until it was taken, and that it was is in a topic. */
@NullMarked
package dev.footfall.operations.spikes;

import org.jspecify.annotations.NullMarked;
