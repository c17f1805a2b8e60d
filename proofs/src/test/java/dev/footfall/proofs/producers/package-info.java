/** Programs that hubs run, unchanged: what they send is counted as it should be. */
package dev.footfall.proofs.producers;
