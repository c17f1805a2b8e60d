package dev.footfall.logs.accesslog;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** {@code fileKey}: device and inode, or ""; all before {@code offsetBytes}, a line's start, is in the log. */
record FilePosition(String fileKey, long offsetBytes, long lines, FileFingerprint head) {
    static FilePosition start(String fileKey) {
        return new FilePosition(fileKey, 0, 0, FileFingerprint.EMPTY);
    }

    /** False after a truncation, also by the zeros that a writer leaves which keeps its place. */
    boolean isIn(FileChannel file, VisitorSecret secret) throws IOException {
        var last = ByteBuffer.allocate(1);
        boolean isLost = offsetBytes > 0 && (file.read(last, offsetBytes - 1) < 1 || last.get(0) == 0);
        return !isLost && head.matches(file, secret);
    }
}
