package dev.footfall.ingest.accesslog;

/**
 * The position in a followed file, and the marks by which it is recognised under another name.
 *
 * @param fileKey device and inode, as the platform writes them; "" where it has none
 * @param offsetBytes everything before this byte is in the log; the start of a line
 * @param lines the number of lines before it
 * @param head the fingerprint of the file's beginning
 */
record Position(String fileKey, long offsetBytes, long lines, FileFingerprint head) {
    /** The position in a file of which nothing was read. */
    static Position start(String fileKey) {
        return new Position(fileKey, 0, 0, FileFingerprint.EMPTY);
    }
}
