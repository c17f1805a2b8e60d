package dev.footfall.rules;

import dev.footfall.events.FileRequest;

/**
 * The rule by which the first part of a file is a look at it and no download, such as a header of 100 kB that a client reads
 * to learn what is in a file of a gigabyte. Only a 206 is judged, and only where the event says how large the file is.
 */
public record PartialRule(long belowBytes, double belowShare) {
    /** Less than 1 MiB that is less than half of the file. */
    public static final PartialRule DEFAULT = new PartialRule(1 << 20, 0.5);

    private static final int PARTIAL_CONTENT = 206;

    public PartialRule {
        if (belowBytes < 1) throw new IllegalArgumentException("partial: bytes must be 1 or more: " + belowBytes);
        if (!(belowShare > 0 && belowShare <= 1)) {
            throw new IllegalArgumentException("partial: share must be above 0 and at most 1: " + belowShare);
        }
    }

    boolean isPartial(FileRequest request) {
        Long size = request.size();
        return size != null
                && request.status() == PARTIAL_CONTENT
                && request.bytes() < belowBytes
                && request.bytes() < belowShare * size;
    }
}
