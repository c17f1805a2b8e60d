package dev.footfall.operations.exports;

import dev.footfall.queryapi.table.TableFormat;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The form of exported files: a text format and its compression. Equal rows give equal bytes. */
public record FileForm(TableFormat format, Packing compression) {
    String ending() {
        return "." + format.label() + compression.ending();
    }

    /** Closing it ends the packing, and leaves {@code out} open. */
    OutputStream packed(OutputStream out) throws IOException {
        return compression.packed(new LeftOpen(out));
    }

    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
