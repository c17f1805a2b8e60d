/**
 * The statistics of repositories, one class for each endpoint. Known to the registration of the bundles alone.
 */
@NullMarked
package dev.footfall.queryapi.http.stats;

import org.jspecify.annotations.NullMarked;
