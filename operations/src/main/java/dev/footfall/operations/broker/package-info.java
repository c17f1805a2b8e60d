/** The Kafka node that {@code run} brings along. Known to the nodes, the commands and bench. */
package dev.footfall.operations.broker;
