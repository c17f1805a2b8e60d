/**
 * From any query to the partitions that know, and from their results to one answer that never looks more whole than it is.
 * Knows the aggregator's ports, and no question; known to the questions and the endpoints.
 */
@NullMarked
package dev.footfall.queryapi.route;

import org.jspecify.annotations.NullMarked;
