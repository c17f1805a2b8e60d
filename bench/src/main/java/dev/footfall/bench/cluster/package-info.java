/** Kafka nodes, ingests and serving nodes as processes of this machine, which can be killed, paused and started again. */
@NullMarked
package dev.footfall.bench.cluster;

import org.jspecify.annotations.NullMarked;
