/** Access logs as a source of events: routes from URL to repository, the importer, the tail. */
@NullMarked
package dev.footfall.ingest.accesslog;

import org.jspecify.annotations.NullMarked;
