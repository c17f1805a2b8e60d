/**
 * A cluster whose processes are killed and paused at random, under load and under questions, each of which is checked.
 * Known to bench alone.
 */
package dev.footfall.proofs.chaos;
