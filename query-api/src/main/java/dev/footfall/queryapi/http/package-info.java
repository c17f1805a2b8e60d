/**
 * The server of the query API, its dispatch, and what endpoints are written with: {@link Api}, {@link Endpoint},
 * {@link QueryService}. Every bundle of endpoints may know it; it knows none.
 */
@NullMarked
package dev.footfall.queryapi.http;

import org.jspecify.annotations.NullMarked;
