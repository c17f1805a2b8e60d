/** The core without its extras. */
package dev.footfall.proofs.core;
