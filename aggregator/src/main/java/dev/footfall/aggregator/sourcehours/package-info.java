/**
 * The events of each file server by hour: where a log has data, and where it has none. Plain Java; knows no Kafka and no
 * clock.
 */
@NullMarked
package dev.footfall.aggregator.sourcehours;

import org.jspecify.annotations.NullMarked;
