/**
 * Honest callers beside hostile ones: how long each honest one waits, and the answers to the hostile ones. Known to its
 * command alone.
 */
@NullMarked
package dev.footfall.proofs.siege;

import org.jspecify.annotations.NullMarked;
