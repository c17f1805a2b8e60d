/**
 * The callers: who they are, how often each may ask and how many requests of each are handled at a time. Knows no route;
 * known to the server and to the holders of permits.
 */
@NullMarked
package dev.footfall.queryapi.http.admission;

import org.jspecify.annotations.NullMarked;
