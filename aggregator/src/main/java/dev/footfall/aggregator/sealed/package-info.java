/**
 * Sealed days: each day of a repository as one record, from which it is counted again where its events are gone. Plain Java;
 * knows no Kafka.
 */
@NullMarked
package dev.footfall.aggregator.sealed;

import org.jspecify.annotations.NullMarked;
