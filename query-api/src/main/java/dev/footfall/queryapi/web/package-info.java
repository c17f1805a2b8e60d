/**
 * The dashboard: one page, its style and its script, served from the class path. Known to the registration of the
 * bundles alone.
 */
@NullMarked
package dev.footfall.queryapi.web;

import org.jspecify.annotations.NullMarked;
