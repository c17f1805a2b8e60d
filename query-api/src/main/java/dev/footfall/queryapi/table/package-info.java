/** Tables of answers: one list of columns makes JSON, NDJSON, CSV and the schema. Knows no HTTP. */
package dev.footfall.queryapi.table;
