/**
 * The way from an event to a durable record: a port, and Kafka's producer. Every source of events may know it; it knows
 * none.
 */
@NullMarked
package dev.footfall.ingest.publish;

import org.jspecify.annotations.NullMarked;
