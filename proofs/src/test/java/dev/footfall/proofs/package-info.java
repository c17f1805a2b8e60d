/** The guarantees, checked from outside while the product is disturbed: run by {@code ./mvnw -Pproof verify}. */
package dev.footfall.proofs;
