/** How facts come in over HTTP: events, repositories and likes; who may say them, and what is answered. */
@NullMarked
package dev.footfall.ingest.http;

import org.jspecify.annotations.NullMarked;
