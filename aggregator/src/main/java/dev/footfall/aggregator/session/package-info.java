/**
 * The rules of counting, and the sessions of one visitor on one day: plain Java, no clock, no Kafka. Every room may
 * know the rules.
 */
@NullMarked
package dev.footfall.aggregator.session;

import org.jspecify.annotations.NullMarked;
