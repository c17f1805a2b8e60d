/** Logs in which all ingests agree on something: a topic of one partition, with one writer at a time. */
package dev.footfall.ingest.sharedlog;
