/** Honest callers beside hostile ones: how long each honest one waits, and what the hostile ones get. */
@NullMarked
package dev.footfall.bench.siege;

import org.jspecify.annotations.NullMarked;
