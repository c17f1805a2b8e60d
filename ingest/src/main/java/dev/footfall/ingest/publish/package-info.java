/** The way from an event to a durable record: a port, and Kafka's producer. Knows no source of events. */
package dev.footfall.ingest.publish;
