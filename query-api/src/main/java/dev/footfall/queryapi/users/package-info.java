/** The users of a period, merged page by page over all partitions. Knows {@code route}; known to the endpoints. */
@NullMarked
package dev.footfall.queryapi.users;

import org.jspecify.annotations.NullMarked;
