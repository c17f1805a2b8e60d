/** How facts come in: by HTTP and from access logs, through one publisher, into the log. */
@NullMarked
package dev.footfall.ingest;

import org.jspecify.annotations.NullMarked;
