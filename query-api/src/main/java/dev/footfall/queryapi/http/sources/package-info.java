/** The file servers, what arrived of their logs, and the gaps where nothing did. */
@NullMarked
package dev.footfall.queryapi.http.sources;

import org.jspecify.annotations.NullMarked;
