package dev.footfall.proofs.siege;

import java.nio.charset.StandardCharsets;

/** The bytes of requests; each is the last of its connection. */
final class RawRequest {
    private static final String REST = " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";

    private RawRequest() {}

    /** A question. */
    static byte[] get(String path) {
        return bytes("GET " + path + REST + "\r\n");
    }

    /** A question of the bearer of a token. */
    static byte[] get(String path, String token) {
        return bytes("GET " + path + REST + "Authorization: Bearer " + token + "\r\n\r\n");
    }

    /** Events, a line of JSON each. */
    static byte[] events(String key, String lines) {
        return bytes("POST /v1/events" + REST + "Authorization: Bearer " + key
                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + lines.length() + "\r\n\r\n" + lines);
    }

    /** A log, packed with gzip. */
    static byte[] log(String key, String format, String gzip) {
        return bytes("POST /v1/logs?source=hostile&format=" + format + REST + "Authorization: Bearer " + key
                + "\r\nContent-Encoding: gzip\r\nContent-Length: " + gzip.length() + "\r\n\r\n" + gzip);
    }

    /** A registration. */
    static byte[] put(String key, String path, String json) {
        return bytes("PUT " + path + REST + "Authorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    /** The bytes of text, each character one of them. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
