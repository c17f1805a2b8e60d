package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The beginning of a file, by which a copy is recognised, and a new file in the place of an old one is not. Keyed: a
 * plain hash of a log's first line would give its address away by trial.
 *
 * @param bytes the number of the file's bytes that it covers
 * @param hash their keyed hash
 */
record FileFingerprint(int bytes, String hash) {
    /** Covers nothing, and matches every file. */
    static final FileFingerprint EMPTY = new FileFingerprint(0, "");

    private static final int MAX_BYTES = 1_024;
    private static final String PURPOSE = "checkpoint";

    /** The fingerprint of a file's first bytes, up to this offset and no more than are needed. */
    static FileFingerprint of(FileChannel file, long upToOffset, VisitorSecret secret) throws IOException {
        int bytes = (int) Math.min(upToOffset, MAX_BYTES);
        return bytes == 0 ? EMPTY : new FileFingerprint(bytes, hash(file, bytes, secret));
    }

    /** The fingerprint of no file: tells one secret from another. */
    static String ofSecret(VisitorSecret secret) {
        return secret.lineId(PURPOSE, new byte[0], 0);
    }

    boolean isComplete() {
        return bytes == MAX_BYTES;
    }

    /** True if the file begins like this. */
    boolean matches(FileChannel file, VisitorSecret secret) throws IOException {
        return bytes == 0 || (file.size() >= bytes && hash.equals(hash(file, bytes, secret)));
    }

    private static String hash(FileChannel file, int bytes, VisitorSecret secret) throws IOException {
        var head = ByteBuffer.allocate(bytes);
        while (head.hasRemaining() && file.read(head, head.position()) > 0) {} // as often as it gives a part
        return secret.lineId(PURPOSE, head.array(), 0);
    }
}
