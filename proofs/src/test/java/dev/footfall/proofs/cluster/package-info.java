/**
 * Kafka nodes, ingests and serving nodes as processes of this machine, which can be killed, paused and started again.
 * Known to the measurements of clusters.
 */
@NullMarked
package dev.footfall.proofs.cluster;

import org.jspecify.annotations.NullMarked;
