package dev.footfall.proofs.guarantees;

import java.util.OptionalLong;

/**
 * Downloads in an answer together with their files.
 *
 * @param about the place of the claim, in words
 * @param downloads the number of downloads
 * @param files the number of files
 * @param bytes their bytes; empty where the answer does not have them
 * @param bounds between what all of them have to lie
 */
public record SumClaim(String about, long downloads, long files, OptionalLong bytes, Bounds bounds) {
    /** The part about downloads. */
    public Claim ofDownloads() {
        return Claim.ofDownloads(about, downloads, bounds);
    }

    /** The part about files. */
    public FilesClaim ofFiles() {
        return new FilesClaim(about, files, bytes, bounds);
    }
}
