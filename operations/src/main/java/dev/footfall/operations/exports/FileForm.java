package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.queryapi.table.TableFormat;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The form of exported files: a text format and its compression. Equal rows give equal bytes. */
public record FileForm(TableFormat format, Packing compression) {
    ObjectNode into(ObjectNode head) {
        return head.put("format", format.label()).put("compress", compression.toString());
    }

    String file(String name) {
        return name + "." + format.label() + compression.ending();
    }

    RowOutput packed(RowOutput rows) {
        return out -> {
            try (OutputStream packed = packed(out)) {
                return rows.writeTo(packed);
            }
        };
    }

    /** Closing it ends the packing, and leaves {@code out} open. */
    public OutputStream packed(OutputStream out) throws IOException {
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
