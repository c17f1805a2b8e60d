/** The APIs of other products, for their clients. Each knows what they share here; none knows another. */
@NullMarked
package dev.footfall.queryapi.http.dialects;

import org.jspecify.annotations.NullMarked;
