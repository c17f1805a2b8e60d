/**
 * Measurements of a cluster of several nodes: asked anywhere, grown and shrunk, and bereft of a node. Known to its
 * command alone.
 */
package dev.footfall.proofs.scale;
