/**
 * Kafka nodes, ingests and serving nodes as processes of this machine, which can be killed, paused and started again.
 * Known to the measurements of clusters.
 */
package dev.footfall.proofs.cluster;
