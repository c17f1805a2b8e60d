/** How facts come in over HTTP: {@code POST /v1/events}, who may call it, and what it answers. */
@NullMarked
package dev.footfall.ingest.http;

import org.jspecify.annotations.NullMarked;
