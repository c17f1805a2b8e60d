/** A log on its way into other topics while it grows: what was moved, and what came since. */
package dev.footfall.operations.moves;
