/** The statistics of repositories, one class for each endpoint. */
@NullMarked
package dev.footfall.queryapi.http.stats;

import org.jspecify.annotations.NullMarked;
