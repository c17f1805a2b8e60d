/** Records that are no events: what there is of them, and how those of them that can be repaired become events. */
package dev.footfall.operations.rejected;
