package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that servers write where the user belongs. */
class UserFieldTest {
    private static final String LINE =
            "192.0.2.7 - USER [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 12 \"-\" \"x/1\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "--",
                "_",
                "-:-",
                "\"\"",
                "\"-\"",
                "...",
                "?",
                "null",
                "(null)",
                "NULL",
                "<nil>",
                "None",
                "(none)",
                "undefined",
                "unknown",
                "Unknown",
                "<unknown>",
                "*UNKNOWN",
                "*UNKNOWN*",
                "anonymous",
                "Anonymous",
                "<anonymous>",
                "[anonymous]",
                "anonymousUser",
                "ANONYMOUS",
                "Anonymous User",
                "anonymous_user",
                "guest",
                ":guest",
                "nobody",
                "UNAUTHENTICATED",
                "non_authenticated_user",
                "dr.who",
                "n/a",
                "N/A",
                "NT AUTHORITY\\ANONYMOUS LOGON",
                "NT AUTHORITY\\IUSR"
            })
    void takesAWordOfServersForNobody(String user) {
        assertFalse(combined(user).isAuthenticated(), user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "nullman",
                "none-such",
                "guest7",
                "u-1234",
                "7of9",
                "hitomi",
                "Miss Marple",
                "missy",
                "pass2",
                "x_1",
                "alice@example.org",
                "CN=Alice",
                "anonymous7",
                "\u00fc",
                "unknown.soldier"
            })
    void leavesOtherNames(String user) {
        assertTrue(combined(user).isAuthenticated(), user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HIT",
                "MISS",
                "EXPIRED",
                "BYPASS",
                "STALE",
                "UPDATING",
                "REVALIDATED",
                "hit",
                "Miss",
                "RefreshHit",
                "pass",
                "TCP_MISS/200",
                "TCP_MEM_HIT",
                "HIT-CLUSTER",
                "HIT, MISS",
                "DYNAMIC"
            })
    void refusesTheWordOfACache(String user) {
        assertEquals("column 13: must be a user: it is the word of a cache", refusal("combined", LINE, user));
        assertEquals("must be a user: it is the word of a cache", refusalOfJson(user));
        assertEquals(
                "column 13: must be a user: it is the word of a cache",
                refusal(
                        "nginx:$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" "
                                + "\"$http_user_agent\"",
                        LINE,
                        user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.004",
                "0",
                "1234",
                "12ms",
                "0.004s",
                "3 s",
                "0.001, 0.002",
                "0.001:0.002",
                "-:0.004",
                "00:00:01",
                "1e-3"
            })
    void refusesANumberOrADurationWhereTheFieldHasNoName(String user) {
        assertEquals("column 13: must be a user: it is a number or a duration", refusal("combined", LINE, user));
        assertTrue(
                json(user) instanceof LoggedRequest access && access.isAuthenticated(), "a name, in a field for names");
    }

    private static LoggedRequest combined(String user) {
        return request("combined", LINE.replace("USER", user));
    }

    private static LoggedRequest request(String format, String line) {
        return assertInstanceOf(LoggedRequest.class, parse(format, line.replace("USER", "-")), line);
    }

    private static String refusalOfJson(String user) {
        return error(json(user)).replaceFirst("column \\d+: ", "");
    }

    private static ParsedLine json(String user) {
        return parse(
                "nginx-json",
                "{\"remote_addr\":\"192.0.2.7\",\"remote_user\":\"" + user + "\",\"msec\":\"1795150794.123\","
                        + "\"request\":\"GET /a HTTP/1.1\",\"status\":\"200\"}");
    }

    private static String refusal(String format, String line, String user) {
        return error(parse(format, line.replace("USER", user)));
    }

    private static String error(ParsedLine line) {
        Unreadable refused = assertInstanceOf(Unreadable.class, line);
        assertEquals("user", refused.field());
        assertTrue(refused.error()
                .endsWith(", so the line has another layout; give the server's own string, as nginx:… or apache:…"));
        return refused.error().replaceFirst(", so the line.*", "");
    }

    private static ParsedLine parse(String format, String line) {
        return Formats.of(format).open().parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
