/** A log on its way to another cluster: the file that it travels in, its export, and its import. */
package dev.footfall.operations.logfiles;
