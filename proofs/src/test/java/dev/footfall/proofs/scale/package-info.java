/**
 * Measurements of a cluster of several nodes: asked anywhere, grown and shrunk, and bereft of a node. Known to its
 * command alone.
 */
@NullMarked
package dev.footfall.proofs.scale;

import org.jspecify.annotations.NullMarked;
