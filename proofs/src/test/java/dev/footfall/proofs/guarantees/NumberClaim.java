package dev.footfall.proofs.guarantees;

/**
 * The number of different ones in an answer: of repositories, of users.
 *
 * @param about the place of the claim, in words
 * @param number how many they are
 * @param bounds between what it has to lie
 */
public record NumberClaim(String about, long number, Ledger.Span bounds) {}
