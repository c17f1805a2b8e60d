/** The port on which a node answers its peers. Known to standalone alone, which opens it. */
@NullMarked
package dev.footfall.queryapi.peers.http;

import org.jspecify.annotations.NullMarked;
