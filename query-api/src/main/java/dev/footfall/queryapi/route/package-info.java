/** From any query to the partitions that know, and to one answer that never looks more whole than it is. */
package dev.footfall.queryapi.route;
