/** The intake over HTTP: events, repositories and likes, from holders of a key. Known to standalone alone. */
@NullMarked
package dev.footfall.ingest.http;

import org.jspecify.annotations.NullMarked;
