/** How the nodes of a cluster ask one another: bytes there, bytes back, signed. What they mean is not known here. */
@NullMarked
package dev.footfall.queryapi.peers;

import org.jspecify.annotations.NullMarked;
