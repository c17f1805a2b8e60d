/** The port on which a node answers its peers. */
@NullMarked
package dev.footfall.queryapi.peers.http;

import org.jspecify.annotations.NullMarked;
