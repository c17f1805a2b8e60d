package dev.footfall.operations.exports;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
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

    /** By the extension of a file's name. */
    public static Packing of(Path file) {
        String name = file.toString();
        return Stream.of(ZSTD, GZIP)
                .filter(packing -> name.endsWith(packing.ending))
                .findFirst()
                .orElse(NONE);
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
