/** The phases of a partition on a node, and the one function by which they change: no clock, no thread, no Kafka. */
package dev.footfall.aggregator.life;
