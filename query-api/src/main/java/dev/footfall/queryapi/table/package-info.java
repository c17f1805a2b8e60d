/**
 * Tables of answers: one list of columns makes JSON, NDJSON, CSV and the schema. Knows no HTTP; every endpoint may use it.
 */
@NullMarked
package dev.footfall.queryapi.table;

import org.jspecify.annotations.NullMarked;
