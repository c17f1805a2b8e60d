/** Lines and envelopes in a topic of Kafka, read in place of a file or a request. */
package dev.footfall.logs.linestopic;
