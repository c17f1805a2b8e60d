/** The Kafka that {@code run} brings along, and the topics on whichever Kafka there is. */
@NullMarked
package dev.footfall.standalone.broker;

import org.jspecify.annotations.NullMarked;
