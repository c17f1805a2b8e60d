package dev.footfall.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads a gzip of any number of members (RFC 1952): of empty ones the JDK's reader overflows the stack. */
public final class GzipMembers extends GZIPInputStream {
    private boolean isReading;

    public GzipMembers(InputStream packed, int bufferBytes) throws IOException {
        super(packed, bufferBytes);
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
            return read;
        } finally {
            isReading = false;
        }
    }
}
