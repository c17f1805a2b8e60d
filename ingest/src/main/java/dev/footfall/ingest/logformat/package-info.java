/** The formats of access logs, as data: layouts (a pattern, columns, JSON), their fields, and the facts in those. */
@NullMarked
package dev.footfall.ingest.logformat;

import org.jspecify.annotations.NullMarked;
