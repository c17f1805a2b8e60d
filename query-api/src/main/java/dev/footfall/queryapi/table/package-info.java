/** Tables of answers: one list of columns makes JSON, NDJSON, CSV and the schema. Knows no HTTP. */
@NullMarked
package dev.footfall.queryapi.table;

import org.jspecify.annotations.NullMarked;
