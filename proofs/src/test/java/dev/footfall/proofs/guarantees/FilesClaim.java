package dev.footfall.proofs.guarantees;

import java.util.OptionalLong;

/**
 * Files in an answer, of one repository and perhaps of one hour.
 *
 * @param about the place of the claim, in words
 * @param files the number of files
 * @param bytes their bytes; empty where the answer does not have them
 * @param bounds between what files and bytes have to lie; its sessions are without meaning
 */
public record FilesClaim(String about, long files, OptionalLong bytes, Bounds bounds) {}
