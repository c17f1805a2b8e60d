/**
 * Lines and envelopes in a topic of Kafka as a source of events, read in place of a file or a request. Known to standalone.
 */
@NullMarked
package dev.footfall.ingest.linestopic;

import org.jspecify.annotations.NullMarked;
