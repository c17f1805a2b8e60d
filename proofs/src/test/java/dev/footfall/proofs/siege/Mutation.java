package dev.footfall.proofs.siege;

import java.util.List;
import java.util.SplittableRandom;

/** Changes of requests at random: of their parts, and of their bytes. Used by one thread. */
final class Mutation {
    private static final List<String> METHODS = List.of(
            "HEAD",
            "OPTIONS",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "CONNECT",
            "get",
            "",
            "G\0T",
            "M".repeat(300));
    private static final List<String> PIECES = List.of(
            "%",
            "%2",
            "%zz",
            "%00",
            "%2f",
            "%2F",
            "%2e%2e",
            "..",
            "/",
            "//",
            "%C0%AF",
            "%ED%A0%80",
            "%FF",
            "\u00ff",
            ";x=1",
            "?",
            "&",
            "#",
            " ",
            "\\",
            "\t",
            "%25",
            "%0d%0aX-Y:%20z",
            "=",
            "'",
            "<b>",
            "\0",
            "A".repeat(400),
            "a/".repeat(200));
    private static final List<String> PARAMETERS = List.of(
            "days=0",
            "days=-1",
            "days=99999999999999999999",
            "days=1&days=2",
            "days=%31",
            "limit=1e9",
            "limit=",
            "limit",
            "at=9999-12-31",
            "at=0000-00-00",
            "at=2023-02-29",
            "at=-1970-01-01",
            "from=2023-01-01",
            "from=1970-01-01&to=1970-01-01",
            "to=2023-06-01",
            "fields=bytes,,",
            "fields=%00",
            "format=xml",
            "format=csv",
            "format=ndjson",
            "partial=allow",
            "partial=",
            "repo_type=space",
            "repo_type=%6dodel",
            "period=year",
            "period=day",
            "time=x",
            "%zz=1",
            "=",
            "&&&");
    private static final List<String> HEADERS = List.of(
            "Accept-Encoding: gzip",
            "Accept-Encoding: gzip;q=0, *",
            "Accept-Encoding: " + "br,".repeat(500),
            "Accept: text/csv",
            "If-None-Match: *",
            "If-None-Match: \"",
            "X-Request-Id: a b\u00ff",
            "X-Request-Id: fine",
            "Content-Length: 3",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip",
            "Expect: 100-continue",
            "Expect: other",
            "Host: example.org",
            "Host: [::1",
            "X-Forwarded-For: 127.0.0.1",
            "Range: bytes=0-",
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=x",
            "no colon",
            ": no name",
            "Bad Name: x",
            "X-Nul: \0",
            " folded: x",
            "X-Big: " + "b".repeat(20_000),
            "Upgrade: h2c",
            "Upgrade: websocket\r\nConnection: Upgrade",
            "Connection: close",
            "Connection: Upgrade, HTTP2-Settings",
            "Authorization: Basic dTpw",
            "Authorization: Bearer",
            "Authorization: Bearer x\r\nAuthorization: Bearer y",
            "Cookie: " + "c=1;".repeat(100),
            "Origin: http://example.org",
            "Access-Control-Request-Method: PUT",
            "X-Many: 1\r\n".repeat(300) + "X-Last: 1");
    private static final List<String> BODIES = List.of(
            "{",
            "null",
            "[]",
            "{}",
            "\u00ef\u00bb\u00bf{}",
            "[".repeat(20_000),
            "{\"repos\":[{}]}",
            "{\"repos\":" + "[".repeat(500),
            "\"\\ud800\"",
            "1e99999",
            "\0",
            "{\"a\":".repeat(1_000),
            "\u001f\u008b\b\0\0",
            " ".repeat(300_000),
            "5\r\nhello\r\n0\r\n\r\n",
            "{\"repos\":[],\"days\":1e9}",
            "{\"time\":\"+999999999-12-31T23:59:59Z\"}",
            "{\"private\":\"no\"}");
    private static final List<String> OTHER_PROTOCOLS = List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
            "GET /\r\n",
            "\r\n\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET http://example.org/health HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
            "");
    private static final int MOST_CHANGES = 3;

    private final SplittableRandom random;
    private final List<String> tokens = Tokens.withoutRights();

    Mutation(SplittableRandom random) {
        this.random = random;
    }

    /** The text of a request that begins as this one; each character is a byte. */
    String of(Draft draft) {
        if (random.nextInt(200) == 0) return pick(OTHER_PROTOCOLS);
        Draft changed = draft;
        for (int left = random.nextInt(MOST_CHANGES + 1); left > 0; left--) changed = changed(changed);
        String text = changed.text();
        for (int left = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0; left > 0; left--) text = changed(text);
        return text;
    }

    private Draft changed(Draft draft) {
        return switch (random.nextInt(10)) {
            case 0 -> draft.withMethod(pick(METHODS));
            case 1, 2 -> draft.withTarget(inserted(draft.target(), pick(PIECES)));
            case 3, 4 ->
                draft.withTarget(draft.target() + (draft.target().contains("?") ? "&" : "?") + pick(PARAMETERS));
            case 5, 6 -> draft.withHeader(pick(HEADERS));
            case 7 -> draft.withHeader("Authorization: Bearer " + pick(tokens));
            case 8 -> draft.withBody(pick(BODIES));
            default -> draft.body().isEmpty() ? draft : draft.withBody(changed(draft.body()));
        };
    }

    /** Other bytes. */
    private String changed(String text) {
        if (text.isEmpty()) return text;
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(20));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> inserted(text, text.substring(at, end));
            case 3 -> inserted(text, Character.toString(random.nextInt(256)));
            case 4 -> text.replace("\r\n", random.nextBoolean() ? "\n" : "\r");
            default ->
                text.substring(0, at) + (char) (text.charAt(at) ^ 1 << random.nextInt(8)) + text.substring(at + 1);
        };
    }

    private String inserted(String text, String piece) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + piece + text.substring(at);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
