/**
 * The formats of access logs, as data: layouts (a pattern, columns, JSON), the fields in them, and the facts that are read
 * from those. Plain Java; knows {@code redaction}'s texts, known to {@code accesslog}.
 */
@NullMarked
package dev.footfall.ingest.logformat;

import org.jspecify.annotations.NullMarked;
