/** Signed bytes from node to node, there and back. Their meaning is not known here; known to {@code route}. */
@NullMarked
package dev.footfall.queryapi.peers;

import org.jspecify.annotations.NullMarked;
