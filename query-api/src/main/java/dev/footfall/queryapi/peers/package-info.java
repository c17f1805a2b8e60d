/** Signed bytes from node to node, there and back. Their meaning is not known here; known to {@code route}. */
package dev.footfall.queryapi.peers;
