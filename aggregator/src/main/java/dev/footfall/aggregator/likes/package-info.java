/**
 * The likes of one partition, by user, independent of the order in which they are heard; no Kafka. Known to the
 * aggregator alone.
 */
@NullMarked
package dev.footfall.aggregator.likes;

import org.jspecify.annotations.NullMarked;
