/** The endpoints that go on answering: what arrives now, and the counters of one repository. */
package dev.footfall.queryapi.http.live;
