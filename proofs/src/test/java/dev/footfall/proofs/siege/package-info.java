/**
 * Honest callers beside hostile ones: how long each honest one waits, and the answers to the hostile ones. Known to its
 * command alone.
 */
package dev.footfall.proofs.siege;
