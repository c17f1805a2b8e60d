/**
 * Random ids in the place of users' names, shared by all ingests in a topic of Kafka, from which a name can be erased. Known to
 * {@code http} and to standalone.
 */
@NullMarked
package dev.footfall.ingest.users;

import org.jspecify.annotations.NullMarked;
