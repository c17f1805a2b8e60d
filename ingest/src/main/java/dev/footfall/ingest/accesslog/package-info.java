/** Access logs as a source of events: one parser per format, routes from URL to repository, the importer and the tail. */
@NullMarked
package dev.footfall.ingest.accesslog;

import org.jspecify.annotations.NullMarked;
