/** The way from an event to a durable record: a port, and Kafka's producer. Knows no source of events. */
@NullMarked
package dev.footfall.ingest.publish;

import org.jspecify.annotations.NullMarked;
