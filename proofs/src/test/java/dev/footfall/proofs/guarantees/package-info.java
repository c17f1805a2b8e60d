/**
 * The product's promises, as objects that check answers from outside: plain Java, no Kafka, no HTTP. Known to the runs
 * under faults, and to tests.
 */
package dev.footfall.proofs.guarantees;
