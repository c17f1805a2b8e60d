/** Who asks, and what they may read. */
@NullMarked
package dev.footfall.queryapi.auth;

import org.jspecify.annotations.NullMarked;
