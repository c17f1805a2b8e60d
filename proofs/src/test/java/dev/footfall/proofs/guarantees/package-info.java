/**
 * The product's promises, as objects that check answers from outside: plain Java, no Kafka, no HTTP. Known to the runs
 * under faults, and to tests.
 */
@NullMarked
package dev.footfall.proofs.guarantees;

import org.jspecify.annotations.NullMarked;
