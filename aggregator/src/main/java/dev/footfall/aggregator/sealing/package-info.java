/** Sealed days: each day of a repository as one record, from which it is counted again once its events are gone. */
package dev.footfall.aggregator.sealing;
