/**
 * Daily rows for other programs: each row as a record of a compacted topic, and which of them are published. Knows no Kafka.
 */
@NullMarked
package dev.footfall.aggregator.published;

import org.jspecify.annotations.NullMarked;
