/** The part that both ways into the log share: clients' addresses and the keys of their hashes. */
package dev.footfall.ingest;
