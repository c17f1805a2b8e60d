/** The part that both ways into the log share: clients' addresses and the keys of their hashes. */
@NullMarked
package dev.footfall.ingest;

import org.jspecify.annotations.NullMarked;
