/**
 * A random key for the visitors of each UTC day, shared by all ingests in a topic of Kafka, and destroyed when the day is
 * closed. Known to standalone.
 */
@NullMarked
package dev.footfall.ingest.daykeys;

import org.jspecify.annotations.NullMarked;
