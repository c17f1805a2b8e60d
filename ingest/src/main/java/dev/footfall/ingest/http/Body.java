package dev.footfall.ingest.http;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request's body, read whole and unpacked, or why it was not. */
sealed interface Body {
    /** The most that a body may have, packed and unpacked. */
    int MAX_BYTES = 8 * 1_024 * 1_024;

    /** A body within its bounds. */
    final class Content implements Body {
        private final Format format;
        private final byte[] bytes;

        Content(Format format, byte[] bytes) {
            this.format = format;
            this.bytes = bytes;
        }

        Format format() {
            return format;
        }

        /** The bytes themselves, not a copy: up to 8 MiB. */
        byte[] bytes() {
            return bytes;
        }
    }

    /** A body of another kind or size than is accepted. */
    record Refused(Reply reply) implements Body {}

    /** A body that is not what its headers say. */
    record Unreadable(String error) implements Body {}

    /** The most memory that reading this request's body can take. */
    static int mostBytes(Context context) {
        long declared = context.req().getContentLengthLong();
        boolean isKnown =
                declared >= 0 && declared <= MAX_BYTES && encoding(context).isEmpty();
        return isKnown ? (int) declared : MAX_BYTES;
    }

    /** Reads a body of any kind of events. */
    static Body read(Context context) throws IOException {
        return read(context, MAX_BYTES);
    }

    /** Reads a body of at most so many bytes, packed and unpacked. */
    static Body read(Context context, int mostBytes) throws IOException {
        // not getContentType(), which fails for a charset that Java does not know
        Optional<Format> format = Format.of(context.req().getHeader("Content-Type"));
        if (format.isEmpty()) {
            return new Refused(Reply.problem(
                    415,
                    "UnsupportedMediaType",
                    "Content-Type has to be application/json or application/x-ndjson, in UTF-8."));
        }
        String encoding = encoding(context);
        if (!encoding.isEmpty() && !encoding.equals("gzip")) {
            return new Refused(
                    Reply.problem(415, "UnsupportedContentEncoding", "Content-Encoding has to be gzip, or absent.")
                            .with("Accept-Encoding", "gzip"));
        }
        if (context.req().getContentLengthLong() > mostBytes) return tooLarge(mostBytes);
        byte[] bytes = context.req().getInputStream().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) return tooLarge(mostBytes);
        return encoding.isEmpty() ? new Content(format.get(), bytes) : unpack(format.get(), bytes, mostBytes);
    }

    private static Body unpack(Format format, byte[] packed, int mostBytes) {
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = unpacking.readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? tooLarge(mostBytes) : new Content(format, bytes);
        } catch (IOException e) { // from memory, so it is the gzip that is broken
            return new Unreadable("the body is not gzip, as its Content-Encoding says");
        }
    }

    private static String encoding(Context context) {
        String encoding = context.req().getHeader("Content-Encoding");
        if (encoding == null) return "";
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        return name.equals("identity") ? "" : name;
    }

    private static Refused tooLarge(int mostBytes) {
        String most = mostBytes == MAX_BYTES ? "8 MiB" : mostBytes / 1_024 + " KiB";
        return new Refused(Reply.problem(413, "TooLarge", "A request may have " + most + ", packed and unpacked."));
    }
}
