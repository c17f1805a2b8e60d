/**
 * The common part of every HTTP server of the house. Knows no other package; known to the HTTP packages of ingest and
 * query-api.
 */
@NullMarked
package dev.footfall.web;

import org.jspecify.annotations.NullMarked;
