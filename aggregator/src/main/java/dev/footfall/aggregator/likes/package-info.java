/** The likes of one partition, by user, whatever the order in which they are heard; no Kafka. */
@NullMarked
package dev.footfall.aggregator.likes;

import org.jspecify.annotations.NullMarked;
