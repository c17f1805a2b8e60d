/**
 * The Kafka that {@code run} brings along, and the topics on whichever Kafka there is. Known to the nodes, the commands
 * and bench.
 */
@NullMarked
package dev.footfall.standalone.broker;

import org.jspecify.annotations.NullMarked;
