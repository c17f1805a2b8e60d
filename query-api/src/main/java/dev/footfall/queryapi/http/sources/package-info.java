/** The file servers, what arrived of their logs, and the gaps where nothing did. */
package dev.footfall.queryapi.http.sources;
