/** The endpoints that go on answering: what arrives now, and the counters of one repository. */
@NullMarked
package dev.footfall.queryapi.http.live;

import org.jspecify.annotations.NullMarked;
