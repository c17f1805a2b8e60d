/** Callers, and the repositories that they may read. */
@NullMarked
package dev.footfall.queryapi.auth;

import org.jspecify.annotations.NullMarked;
