/** Texts without the addresses in them. Knows nothing; known to the readers of access logs and of events. */
package dev.footfall.ingest.redaction;
