package dev.footfall.operations.exports;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The packing of an exported file. Equal bytes are packed to equal bytes. */
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

    /** The end of a file's name. */
    String ending() {
        return ending;
    }

    /** A stream that packs what is written to it. Closing it closes {@code out}. */
    abstract OutputStream packed(OutputStream out) throws IOException;
}
