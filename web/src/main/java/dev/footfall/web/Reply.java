package dev.footfall.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reply to the client: a status, headers in order, and a body. Immutable.
 *
 * @param body not a copy, because it is only ever written out
 * @param streamed the body that is made while it is sent; {@code body} is empty then
 * @param events the events that are sent after the request was handled; {@code body} is empty then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        Optional<StreamedBody> streamed,
        Optional<EventBody> events) {
    public static final String JSON = "application/json";

    private static final int ETAG_BYTES = 16;
    private static final String WEAK = "W/";

    public Reply {
        headers = Collections.unmodifiableMap(headers);
    }

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Optional.empty(), Optional.empty());
    }

    /** A reply with this body, which is not copied. */
    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    public static Reply of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** 200 with a body that is made while it is sent; close it if it is not sent. */
    public static Reply streaming(String contentType, StreamedBody body) {
        return new Reply(200, Map.of("Content-Type", contentType), new byte[0], Optional.of(body), Optional.empty());
    }

    /** 200 with a stream of events; close it if it is not begun. Proxies are asked not to buffer. */
    public static Reply events(EventBody events) {
        Map<String, String> headers =
                Map.of("Content-Type", EventStream.TYPE, "Cache-Control", "no-store", "X-Accel-Buffering", "no");
        return new Reply(200, headers, new byte[0], Optional.empty(), Optional.of(events));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public Reply with(String name, String value) {
        return with(Map.of(name, value));
    }

    public Reply with(Map<String, String> added) {
        var more = new LinkedHashMap<>(headers);
        more.putAll(added);
        return new Reply(status, more, body, streamed, events);
    }

    public Reply withBody(byte[] coded) {
        return new Reply(status, headers, coded, streamed, events);
    }

    public Reply streaming(StreamedBody coded) {
        return new Reply(status, headers, body, Optional.of(coded), events);
    }

    /** This reply; closing its streamed body also runs {@code more}. */
    public Reply closing(Runnable more) {
        return streamed.map(own -> streaming(new Closing(own, more))).orElse(this);
    }

    /** This reply with a weak entity tag, which is the same for each coding of the content (RFC 9110, 8.8.1). */
    public Reply withWeakTag() {
        String tag = headers.get("ETag");
        return tag == null || tag.startsWith(WEAK) ? this : with("ETag", WEAK + tag);
    }

    /** This reply with a hash of its body as entity tag, to be revalidated before each use. */
    public Reply withEntityTag() {
        return with("ETag", '"' + hash(body) + '"').with("Cache-Control", "no-cache");
    }

    /** 304 in place of a reply whose entity tag the client has (RFC 9110, 13.1.2). */
    public Reply unlessMatches(String ifNoneMatch) {
        String tag = headers.get("ETag");
        if (tag == null || !matches(ifNoneMatch, tag)) return this;
        var remaining = new LinkedHashMap<>(headers);
        remaining.remove("Content-Type");
        return new Reply(304, remaining, new byte[0]);
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String stripped = candidate.strip();
            if (stripped.equals("*") || opaque(stripped).equals(opaque(tag))) return true;
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    public void discard() {
        streamed.ifPresent(StreamedBody::close);
        events.ifPresent(EventBody::close);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Closing(StreamedBody body, Runnable more) implements StreamedBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(out);
        }

        @Override
        public void close() {
            try {
                body.close();
            } finally {
                more.run();
            }
        }
    }
}
