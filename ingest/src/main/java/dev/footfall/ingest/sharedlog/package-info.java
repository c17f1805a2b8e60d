/**
 * Logs in which all ingests agree on something: a topic of one partition, with one writer at a time. Known to what is agreed on,
 * and to standalone.
 */
@NullMarked
package dev.footfall.ingest.sharedlog;

import org.jspecify.annotations.NullMarked;
