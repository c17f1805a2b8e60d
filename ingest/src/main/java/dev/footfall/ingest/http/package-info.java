/** The intake over HTTP: events, repositories and likes, from holders of a key. Known to standalone alone. */
package dev.footfall.ingest.http;
