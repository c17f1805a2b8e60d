/** From a question to the partitions that know, and from what they said to one answer that never looks more whole than it is. */
@NullMarked
package dev.footfall.queryapi.route;

import org.jspecify.annotations.NullMarked;
