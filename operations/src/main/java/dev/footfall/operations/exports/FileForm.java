package dev.footfall.operations.exports;

import com.github.luben.zstd.ZstdOutputStream;
import dev.footfall.queryapi.table.TableFormat;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

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

    /** Equal bytes are packed to equal bytes. */
    public enum Packing {
        ZSTD(".zst") {
            @Override
            OutputStream packed(OutputStream out) throws IOException {
                return new ZstdOutputStream(out);
            }
        },

        GZIP(".gz") {
            @Override
            OutputStream packed(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },

        NONE("") {
            @Override
            OutputStream packed(OutputStream out) {
                return out;
            }
        };

        private final String ending;

        Packing(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        abstract OutputStream packed(OutputStream out) throws IOException;
    }
}
