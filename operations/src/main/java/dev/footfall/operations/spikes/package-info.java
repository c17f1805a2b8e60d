/** Messages about unusually many downloads. Each is sent until it was taken, and that it was is in a topic. */
package dev.footfall.operations.spikes;
