/**
 * Access logs as a source of events: a parser per format, routes from URL to repository, the importer, the tail. Known
 * to the commands that read logs.
 */
@NullMarked
package dev.footfall.ingest.accesslog;

import org.jspecify.annotations.NullMarked;
