/** The port on which a node answers its peers. Known to standalone alone, which opens it. */
package dev.footfall.queryapi.peers.http;
