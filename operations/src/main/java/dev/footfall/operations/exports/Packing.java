package dev.footfall.operations.exports;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

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
