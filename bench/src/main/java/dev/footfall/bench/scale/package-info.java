/** What a cluster of several nodes is measured by: asked anywhere, grown and shrunk, and bereft of a node. */
@NullMarked
package dev.footfall.bench.scale;

import org.jspecify.annotations.NullMarked;
