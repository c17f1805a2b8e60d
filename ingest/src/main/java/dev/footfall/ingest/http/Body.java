package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request's body, whole and unpacked. */
sealed interface Body {
    /** The most that a body may have, packed and unpacked. */
    int MAX_BYTES = 8 * 1_024 * 1_024;

    /** A body within its bounds. */
    final class Content implements Body {
        private final EventFormat format;
        private final byte[] bytes;

        Content(EventFormat format, byte[] bytes) {
            this.format = format;
            this.bytes = bytes;
        }

        EventFormat format() {
            return format;
        }

        /** The bytes themselves, not a copy: up to 8 MiB. */
        byte[] bytes() {
            return bytes;
        }
    }

    /** A body that is not what its headers say. */
    record Unreadable(String error) implements Body {}

    /** The answer to a body that, by the request's headers, is of another kind or size than is accepted. */
    static Optional<Reply> refusal(Context context, int mostBytes) {
        if (format(context).isEmpty()) {
            return Optional.of(Replies.problem(
                    415,
                    "UnsupportedMediaType",
                    "Content-Type has to be application/json or application/x-ndjson, in UTF-8."));
        }
        String encoding = encoding(context);
        if (!encoding.isEmpty() && !encoding.equals("gzip")) {
            return Optional.of(
                    Replies.problem(415, "UnsupportedContentEncoding", "Content-Encoding has to be gzip, or absent.")
                            .with("Accept-Encoding", "gzip"));
        }
        return context.req().getContentLengthLong() > mostBytes ? Optional.of(tooLarge(mostBytes)) : Optional.empty();
    }

    /** The body of a request that was not refused, out of the bytes that were received. */
    static Submission<Body> of(Context context, byte[] received, Intake unpacking) {
        EventFormat format = format(context).orElseThrow();
        return encoding(context).isEmpty()
                ? new Submission.Fact<>(new Content(format, received))
                : unpack(format, received, unpacking);
    }

    private static Submission<Body> unpack(EventFormat format, byte[] packed, Intake intake) {
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            do {
                if (!intake.makeRoom()) return new Submission.Refused<>(Replies.busy());
                if (intake.isTooLarge()) return new Submission.Refused<>(tooLarge(intake.most()));
            } while (intake.readFrom(unpacking) >= 0);
            return new Submission.Fact<>(new Content(format, intake.bytes()));
        } catch (IOException e) { // from memory, so it is the gzip that is broken
            return new Submission.Fact<>(new Unreadable("the body is not gzip, as its Content-Encoding says"));
        }
    }

    // not getContentType(), which fails for a charset that Java does not know
    private static Optional<EventFormat> format(Context context) {
        return EventFormat.of(context.req().getHeader("Content-Type"));
    }

    private static String encoding(Context context) {
        String encoding = context.req().getHeader("Content-Encoding");
        if (encoding == null) return "";
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        return name.equals("identity") ? "" : name;
    }

    /** The answer to a body of more bytes than these. */
    static Reply tooLarge(int mostBytes) {
        String most = mostBytes == MAX_BYTES ? "8 MiB" : mostBytes / 1_024 + " KiB";
        return Replies.problem(413, "TooLarge", "A request may have " + most + ", packed and unpacked.");
    }
}
