/** The likes of one partition: who likes what since when, independent of the order in which it is heard; no Kafka. */
@NullMarked
package dev.footfall.aggregator.likes;

import org.jspecify.annotations.NullMarked;
