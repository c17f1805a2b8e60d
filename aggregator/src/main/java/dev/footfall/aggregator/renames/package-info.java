/** The names of repositories that were renamed. Known to the registrations, and to all who read the state; no Kafka. */
package dev.footfall.aggregator.renames;
