/**
 * Callers and the repositories that they may read. Known to {@code http} and {@code route}, and to standalone, which
 * configures it.
 */
@NullMarked
package dev.footfall.queryapi.auth;

import org.jspecify.annotations.NullMarked;
