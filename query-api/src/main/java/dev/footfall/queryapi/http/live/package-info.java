/**
 * The endpoints that go on answering: what arrives now, and the counters of one repository. Known to the registration of the
 * bundles alone.
 */
@NullMarked
package dev.footfall.queryapi.http.live;

import org.jspecify.annotations.NullMarked;
