/** Lines and envelopes in a topic of Kafka, read in place of a file or a request. */
@NullMarked
package dev.footfall.ingest.linestopic;

import org.jspecify.annotations.NullMarked;
