package dev.footfall.ingest.http;

import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: unpacked, or the reason why it cannot be. */
public sealed interface Body {
    int MAX_BYTES = 8 * 1_024 * 1_024;

    /** {@code bytes} are not copied: up to 8 MiB. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decoded(byte[] bytes) implements Body {}

    record Undecodable(String error) implements Body {}

    static Body of(Context context, byte[] received, BodyIntake unpacking) {
        ContentEncoding encoding = ContentEncoding.of(context).orElseThrow();
        return encoding == ContentEncoding.NONE ? new Decoded(received) : unpack(encoding, received, unpacking);
    }

    private static Body unpack(ContentEncoding encoding, byte[] packed, BodyIntake intake) {
        try (InputStream unpacking = encoding.unpack(new ByteArrayInputStream(packed))) {
            do {
                if (!intake.makeRoom()) throw new HttpProblemException(Replies.busy());
                if (intake.isTooLarge()) throw new HttpProblemException(tooLarge(intake.most()));
            } while (intake.readFrom(unpacking) >= 0);
            return new Decoded(intake.bytes());
        } catch (IOException e) { // from memory, so it is the encoding that is broken
            return new Undecodable("the body is not " + encoding.label() + " although its Content-Encoding says so");
        }
    }

    static Reply tooLarge(int mostBytes) {
        String most = mostBytes == MAX_BYTES ? "8 MiB" : mostBytes / 1_024 + " KiB";
        return Replies.problem(413, "TooLarge", "A request may have " + most + ", compressed and decompressed.");
    }
}
