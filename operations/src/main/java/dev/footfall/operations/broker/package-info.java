/** The Kafka node that {@code run} brings along. Known to the nodes, the commands and bench. */
@NullMarked
package dev.footfall.operations.broker;

import org.jspecify.annotations.NullMarked;
