package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A request's body, whole and unpacked. */
sealed interface Body {
    /** The most that a body may have, packed and unpacked. */
    int MAX_BYTES = 8 * 1_024 * 1_024;

    /** A body within its bounds. */
    final class Content implements Body {
        private final byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The bytes themselves, not a copy: up to 8 MiB. */
        byte[] bytes() {
            return bytes;
        }
    }

    /** A body that is not what its headers say. */
    record Unreadable(String error) implements Body {}

    /** The answer to a body that, by the request's headers, is no JSON, or packed otherwise or larger than is accepted. */
    static Optional<Reply> refusal(Context context, int mostBytes) {
        return EventFormat.of(context).isPresent()
                ? refusalOfAnyKind(context, mostBytes)
                : Optional.of(Replies.problem(
                        415,
                        "UnsupportedMediaType",
                        "Content-Type has to be application/json or application/x-ndjson, in UTF-8."));
    }

    /** The same for bodies of which the headers don't say what is in them. */
    static Optional<Reply> refusalOfAnyKind(Context context, int mostBytes) {
        if (ContentEncoding.of(context).isEmpty()) {
            return Optional.of(Replies.problem(
                            415, "UnsupportedContentEncoding", "Content-Encoding has to be gzip or zstd, or absent.")
                    .with("Accept-Encoding", "gzip, zstd"));
        }
        return context.req().getContentLengthLong() > mostBytes ? Optional.of(tooLarge(mostBytes)) : Optional.empty();
    }

    /** The body of a request that was not refused, out of the bytes that were received. */
    static Submission<Body> of(Context context, byte[] received, Intake unpacking) {
        ContentEncoding encoding = ContentEncoding.of(context).orElseThrow();
        return encoding == ContentEncoding.NONE
                ? new Submission.Fact<>(new Content(received))
                : unpack(encoding, received, unpacking);
    }

    private static Submission<Body> unpack(ContentEncoding encoding, byte[] packed, Intake intake) {
        try (InputStream unpacking = encoding.unpack(new ByteArrayInputStream(packed))) {
            do {
                if (!intake.makeRoom()) return new Submission.Refused<>(Replies.busy());
                if (intake.isTooLarge()) return new Submission.Refused<>(tooLarge(intake.most()));
            } while (intake.readFrom(unpacking) >= 0);
            return new Submission.Fact<>(new Content(intake.bytes()));
        } catch (IOException e) { // from memory, so it is the encoding that is broken
            return new Submission.Fact<>(
                    new Unreadable("the body is not " + encoding.label() + ", as its Content-Encoding says"));
        }
    }

    /** The answer to a body of more bytes than these. */
    static Reply tooLarge(int mostBytes) {
        String most = mostBytes == MAX_BYTES ? "8 MiB" : mostBytes / 1_024 + " KiB";
        return Replies.problem(413, "TooLarge", "A request may have " + most + ", packed and unpacked.");
    }
}
