/**
 * A log on its way to another cluster: the file that it travels in, how that is written out of Kafka, and how it becomes a
 * log again, with the log times that it had.
 */
@NullMarked
package dev.footfall.operations.logfiles;

import org.jspecify.annotations.NullMarked;
