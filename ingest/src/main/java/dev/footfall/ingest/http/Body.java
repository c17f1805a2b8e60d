package dev.footfall.ingest.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.footfall.ingest.GzipMembers;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request: unpacked, or the reason why it cannot be. */
public sealed interface Body {
    int MAX_BYTES = 8 * 1_024 * 1_024;

    /** {@code bytes} are not copied: up to 8 MiB. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes) implements Body {}

    record Unreadable(String error) implements Body {}

    static Body of(Context context, byte[] received, InFlightBytes.Intake unpacking) {
        ContentEncoding encoding = ContentEncoding.of(context).orElseThrow();
        return encoding == ContentEncoding.NONE ? new Content(received) : unpack(encoding, received, unpacking);
    }

    private static Body unpack(ContentEncoding encoding, byte[] packed, InFlightBytes.Intake intake) {
        try (InputStream unpacking = encoding.unpack(new ByteArrayInputStream(packed))) {
            do {
                if (!intake.makeRoom()) throw new HttpProblemException(Replies.busy());
                if (intake.isTooLarge()) throw new HttpProblemException(tooLarge(intake.most()));
            } while (intake.readFrom(unpacking) >= 0);
            return new Content(intake.bytes());
        } catch (IOException e) { // from memory, so it is the encoding that is broken
            return new Unreadable("the body is not " + encoding.label() + ", as its Content-Encoding says");
        }
    }

    static Reply tooLarge(int mostBytes) {
        String most = mostBytes == MAX_BYTES ? "8 MiB" : mostBytes / 1_024 + " KiB";
        return Replies.problem(413, "TooLarge", "A request may have " + most + ", packed and unpacked.");
    }

    enum ContentEncoding {
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

    enum EventFormat {
        JSON("application/json"),
        NDJSON("application/x-ndjson");

        private final String mediaType;

        EventFormat(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        public static Optional<EventFormat> of(Context context) {
            // not getContentType(), which fails for a charset that Java does not know
            return of(context.req().getHeader("Content-Type"));
        }

        /** Its charset, if any, has to be UTF-8 or a part of it. */
        public static Optional<EventFormat> of(@Nullable String contentType) {
            if (contentType == null) return Optional.empty();
            String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip().replace("\"", "");
                if (parameter.startsWith("charset=") && !isUtf8(parameter.substring("charset=".length()))) {
                    return Optional.empty();
                }
            }
            for (EventFormat format : values()) {
                if (format.mediaType.equals(parts[0].strip())) return Optional.of(format);
            }
            return Optional.empty();
        }

        private static boolean isUtf8(String charset) {
            return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
        }
    }
}
