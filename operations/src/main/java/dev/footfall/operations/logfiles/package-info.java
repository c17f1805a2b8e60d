/** A log on its way to another cluster: the file that it travels in, its export, and its import. */
@NullMarked
package dev.footfall.operations.logfiles;

import org.jspecify.annotations.NullMarked;
