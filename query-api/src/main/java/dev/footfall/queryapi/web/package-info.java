/** The dashboard: one page, its style and its script, served from the class path. */
@NullMarked
package dev.footfall.queryapi.web;

import org.jspecify.annotations.NullMarked;
