/** The likes of one partition, by user, whatever the order in which they are heard; no Kafka. */
package dev.footfall.aggregator.likes;
