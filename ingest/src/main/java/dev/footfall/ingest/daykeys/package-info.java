/** A random key for the visitors of each UTC day, in a topic of all ingests, destroyed when the day is closed. */
@NullMarked
package dev.footfall.ingest.daykeys;

import org.jspecify.annotations.NullMarked;
