/** The way from a room's event to a durable record. */
@NullMarked
package dev.footfall.ingest.publish;

import org.jspecify.annotations.NullMarked;
