package dev.footfall.ingest.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.footfall.ingest.GzipMembers;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

public enum ContentEncoding {
    NONE("identity"),
    GZIP("gzip"),
    ZSTD("zstd");

    /** A frame that needs more than the 8 MiB that a body may have is none of ours. */
    private static final int MAX_WINDOW_LOG = 23;

    private static final int BUFFER_BYTES = 8 * 1_024;

    private final String label;

    ContentEncoding(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The plain bytes of packed ones; broken ones throw, here or when they are met. */
    InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GzipMembers(packed, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStreamNoFinalizer(packed).setLongMax(MAX_WINDOW_LOG);
        };
    }

    static Optional<ContentEncoding> of(Context context) {
        String announced = context.req().getHeader("Content-Encoding");
        if (announced == null || announced.isBlank()) return Optional.of(NONE);
        String name = announced.strip().toLowerCase(Locale.ROOT);
        if (name.equals("x-gzip")) return Optional.of(GZIP);
        for (ContentEncoding encoding : values()) {
            if (encoding.label.equals(name)) return Optional.of(encoding);
        }
        return Optional.empty();
    }
}
