package dev.footfall.logs.accesslog;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The beginning of a file, by which a copy is recognised, and a new file in the place of an old one is not. Keyed: a
 * plain hash of a log's first line would give its address away by trial. {@code from}: after the zeros of a writer that
 * keeps its place, with which many files begin.
 */
record FileFingerprint(long from, int bytes, String hash) {
    static final FileFingerprint EMPTY = new FileFingerprint(0, 0, "");

    private static final int MAX_BYTES = 1_024;
    private static final int BLOCK_BYTES = 64 * 1_024;
    private static final String PURPOSE = "checkpoint";

    static FileFingerprint of(FileChannel file, long upToOffset, VisitorSecret secret) throws IOException {
        long from = zeros(file, upToOffset);
        int bytes = (int) Math.min(upToOffset - from, MAX_BYTES);
        return bytes == 0 ? EMPTY : new FileFingerprint(from, bytes, hash(file, from, bytes, secret));
    }

    private static long zeros(FileChannel file, long most) throws IOException {
        var block = ByteBuffer.allocate(BLOCK_BYTES);
        long zeros = 0;
        while (zeros < most && file.read(block.clear(), zeros) > 0) {
            block.flip();
            while (block.hasRemaining()) {
                if (zeros == most || block.get() != 0) return zeros;
                zeros++;
            }
        }
        return most;
    }

    static String ofSecret(VisitorSecret secret) {
        return secret.lineId(PURPOSE, new byte[0], 0);
    }

    boolean isComplete() {
        return bytes == MAX_BYTES;
    }

    boolean matches(FileChannel file, VisitorSecret secret) throws IOException {
        return bytes == 0 || (file.size() >= from + bytes && hash.equals(hash(file, from, bytes, secret)));
    }

    boolean matches(byte[] beginning, VisitorSecret secret) {
        return hash.equals(secret.lineId(PURPOSE, beginning, 0));
    }

    private static String hash(FileChannel file, long from, int bytes, VisitorSecret secret) throws IOException {
        var head = ByteBuffer.allocate(bytes);
        while (head.hasRemaining() && file.read(head, from + head.position()) > 0) {} // as often as it gives a part
        return secret.lineId(PURPOSE, head.array(), 0);
    }
}
