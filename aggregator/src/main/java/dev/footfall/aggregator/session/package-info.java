/**
 * The sessions of one visitor on one day, by the rules: plain Java, no clock, no Kafka. Known to the rooms that keep and show
 * them.
 */
@NullMarked
package dev.footfall.aggregator.session;

import org.jspecify.annotations.NullMarked;
