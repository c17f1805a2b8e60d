/** The guarantees, checked from outside while the product is disturbed: run by {@code ./mvnw -Pproof verify}. */
@NullMarked
package dev.footfall.proofs;

import org.jspecify.annotations.NullMarked;
