/** Programs that hubs run, unchanged: what they send is counted as it should be. */
@NullMarked
package dev.footfall.proofs.producers;

import org.jspecify.annotations.NullMarked;
