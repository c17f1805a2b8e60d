package dev.footfall.ingest.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.footfall.ingest.GzipMembers;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a body may be packed, by {@code Content-Encoding}. */
enum ContentEncoding {
    /** Not at all. */
    NONE("identity") {
        @Override
        InputStream unpack(InputStream packed) {
            return packed;
        }
    },
    /** RFC 1952. */
    GZIP("gzip") {
        @Override
        InputStream unpack(InputStream packed) throws IOException {
            return new GzipMembers(packed, BUFFER_BYTES);
        }
    },
    /** RFC 8878. */
    ZSTD("zstd") {
        @Override
        InputStream unpack(InputStream packed) throws IOException {
            return new ZstdInputStreamNoFinalizer(packed).setLongMax(MAX_WINDOW_LOG);
        }
    };

    /** A frame that needs more than the 8 MiB that a body may have is none of ours. */
    private static final int MAX_WINDOW_LOG = 23;

    private static final int BUFFER_BYTES = 8 * 1_024;

    private final String label;

    ContentEncoding(String label) {
        this.label = label;
    }

    /** Its name in the header. */
    String label() {
        return label;
    }

    /** The plain bytes of packed ones; broken ones throw, here or when they are met. */
    abstract InputStream unpack(InputStream packed) throws IOException;

    /** The encoding that a request announces; empty if it is none of these. */
    static Optional<ContentEncoding> of(Context context) {
        String announced = context.req().getHeader("Content-Encoding");
        if (announced == null || announced.isBlank()) return Optional.of(NONE);
        String name = announced.strip().toLowerCase(Locale.ROOT);
        for (ContentEncoding encoding : values()) {
            if (encoding.label.equals(name)) return Optional.of(encoding);
        }
        return Optional.empty();
    }
}
