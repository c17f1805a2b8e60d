package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The form in which a client gets a reply: not at all when it has it already, and coded as it takes it. */
final class Negotiation {
    /** Less fits into one packet. */
    static final int MIN_BYTES = 1_024;

    private static final Pattern ACCEPTED = Pattern.compile("(gzip|x-gzip|\\*)(?:;q=([01](?:\\.\\d{0,3})?))?");

    private Negotiation() {}

    static Reply of(Reply reply, HttpServletRequest request) {
        boolean isCoded = suits(reply, Collections.list(request.getHeaders("Accept-Encoding")));
        Reply tagged = isCoded ? reply.withWeakTag() : reply; // its bytes depend on the coding
        Reply wanted = List.of("GET", "HEAD").contains(request.getMethod())
                ? tagged.unlessMatches(String.join(",", Collections.list(request.getHeaders("If-None-Match"))))
                : tagged;
        if (!isCoded || wanted.status() == 304) return wanted;
        return wanted.streamed()
                .map(body -> wanted.streaming(out -> gzip(body, out))
                        .closing(body::close)
                        .with("Content-Encoding", "gzip"))
                .orElseGet(() -> gzip(wanted));
    }

    static boolean suits(Reply reply, List<String> acceptEncodings) {
        boolean isLong = reply.streamed().isPresent() || reply.body().length >= MIN_BYTES;
        return isLong && isText(reply) && isAccepted(String.join(",", acceptEncodings));
    }

    private static boolean isText(Reply reply) {
        String type = reply.headers().getOrDefault("Content-Type", "");
        return type.startsWith("text/") || type.contains("json") || type.contains("javascript") || type.contains("xml");
    }

    private static boolean isAccepted(String acceptEncoding) {
        boolean isAny = false;
        for (String item : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher coding = ACCEPTED.matcher(item.replaceAll("\\s", ""));
            if (!coding.matches()) continue;
            String weight = coding.group(2);
            boolean isWanted = weight == null || Double.parseDouble(weight) > 0;
            if (!coding.group(1).equals("*")) return isWanted;
            isAny = isWanted;
        }
        return isAny;
    }

    static Reply gzip(Reply reply) {
        var bytes = new ByteArrayOutputStream(reply.body().length / 4);
        try (OutputStream gzip = new Fast(bytes)) {
            gzip.write(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
    }

    private static void gzip(StreamedBody plain, OutputStream out) throws IOException {
        var gzip = new Fast(out);
        try {
            plain.writeTo(gzip);
            gzip.finish();
        } finally {
            gzip.free();
        }
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, true);
            def.setLevel(Deflater.BEST_SPEED);
        }

        /** Frees the memory; what was not finished stays so. */
        void free() {
            def.end();
        }
    }
}
