/** Logs in which all ingests agree on something: a topic of one partition, with one writer at a time. */
@NullMarked
package dev.footfall.ingest.sharedlog;

import org.jspecify.annotations.NullMarked;
