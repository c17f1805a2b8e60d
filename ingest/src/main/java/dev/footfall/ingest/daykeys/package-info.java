/** A random key for the visitors of each UTC day, in a topic of all ingests, destroyed when the day is closed. */
package dev.footfall.ingest.daykeys;
