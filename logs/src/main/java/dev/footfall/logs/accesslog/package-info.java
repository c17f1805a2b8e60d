/** Access logs as a source of events: routes from URL to repository, the importer, the tail. */
package dev.footfall.logs.accesslog;
