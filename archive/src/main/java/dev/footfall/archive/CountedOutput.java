package dev.footfall.archive;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.PositionOutputStream;

/** Knows how many bytes were written. Closing it leaves {@code out} open. */
final class CountedOutput extends PositionOutputStream {
    private final OutputStream out;
    private long written;

    CountedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public long getPos() {
        return written;
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        written++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        written += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
