/** The procedures of docs/operations.md on three brokers, by the commands that the page prints, while the cluster is used. */
package dev.footfall.proofs.operator;
