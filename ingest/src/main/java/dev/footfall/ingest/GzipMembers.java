package dev.footfall.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a gzip of any number of members (RFC 1952). Of empty ones the JDK's reader overflows the stack, and a member whose
 * header is cut or damaged is the end for it: here that fails, unless zeros alone follow.
 */
public final class GzipMembers extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    private boolean isReading;

    public GzipMembers(InputStream packed, int bufferBytes) throws IOException {
        super(
                new FilterInputStream(packed) {
                    @Override
                    public int available() {
                        return 1; // else a member is the last one if nothing is there after it yet (JDK-7036144)
                    }
                },
                bufferBytes);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (isReading)
            return 0; // called by super.read, at the end of a member that was empty: the loop reads the next one
        isReading = true;
        try {
            int read;
            do read = super.read(target, offset, length);
            while (read == 0 && length > 0);
            if (read < 0) requireZeros();
            return read;
        } finally {
            isReading = false;
        }
    }

    private void requireZeros() throws IOException {
        boolean isZero = true;
        for (int i = len - inf.getRemaining() + TRAILER_BYTES; i < len; i++) isZero &= buf[i] == 0;
        int next = in.read();
        while (isZero && next == 0) next = in.read();
        if (!isZero || next > 0) throw new ZipException("a member is followed by something other than gzip");
    }
}
