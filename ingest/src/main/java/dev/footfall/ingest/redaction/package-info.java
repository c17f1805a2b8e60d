/** Texts without the addresses in them. */
@NullMarked
package dev.footfall.ingest.redaction;

import org.jspecify.annotations.NullMarked;
