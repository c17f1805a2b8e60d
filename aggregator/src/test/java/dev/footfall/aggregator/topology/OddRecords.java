package dev.footfall.aggregator.topology;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records that a byte scanner could trip over, each by what is odd about it; all under one repository's key. */
final class OddRecords {
    static final String KEY = "model/myorg/mymodel";

    private static final String PLAIN =
            "{\"id\":\"a\",\"time\":\"2026-05-04T12:00:00Z\",\"repo_type\":\"model\",\"repo\":\"myorg/mymodel\","
                    + "\"method\":\"GET\",\"status\":200,\"user\":\"alice\",\"bytes\":10}";

    private final Map<String, byte[]> records = new LinkedHashMap<>();

    private OddRecords() {}

    static Map<String, byte[]> all() {
        var odd = new OddRecords();
        odd.addWholes();
        odd.addSizes();
        odd.addKeys();
        odd.addTexts();
        odd.addNumbers();
        odd.addEnds();
        return odd.records;
    }

    private void addWholes() {
        add("a plain one", PLAIN);
        add("nothing", "");
        add("a space", " ");
        add("null", "null");
        add("a number", "7");
        add("an array of an event", "[" + PLAIN + "]");
        add("an empty object", "{}");
        add("binary zeros", "\0\0\0\0");
        add("a byte order mark", "\uFEFF" + PLAIN);
        add("UTF-16", PLAIN, StandardCharsets.UTF_16);
        add("UTF-16 without a mark", PLAIN, StandardCharsets.UTF_16LE);
        add("a comment", PLAIN.replace("{", "{/* no */"));
        add("space everywhere", PLAIN.replace(",", " \r\n\t, ").replace(":\"", " : \""));
        add("a vertical tab as space", PLAIN.replace(",", "\u000b,"));
        add("a non-breaking space", PLAIN.replace(",", "\u00a0,"));
        add("single quotes", PLAIN.replace('"', '\''));
        add("names without quotes", PLAIN.replace("\"id\"", "id"));
    }

    private void addSizes() {
        String mebibyte = "x".repeat(1 << 20);
        add("a mebibyte in an unknown field", with("note", "\"" + mebibyte + "\""));
        add("a mebibyte in the path", with("path", "\"" + mebibyte + "\""));
        add("a mebibyte in the id", with("id", "\"" + mebibyte + "\""));
        add("a mebibyte of space", PLAIN.replace(",", ",".concat(" ".repeat(1 << 18))));
        add("a name of 49,000 characters", with("n".repeat(49_000), "1"));
        add("a name of a mebibyte", with(mebibyte, "1"));
        add("a mebibyte of fields", PLAIN.replace("{", "{" + "\"f\":1,".repeat(180_000)));
        add("nested 900 deep", with("deep", "[".repeat(900) + "]".repeat(900)));
        add("nested 1,001 deep", with("deep", "[".repeat(1_001) + "]".repeat(1_001)));
        add("nested 500,000 deep", with("deep", "[".repeat(500_000) + "]".repeat(500_000)));
        add("objects nested 500,000 deep", with("deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        add("nested and never closed", with("deep", "[".repeat(100_000)));
        add("closed in the wrong order", with("deep", "[{]}"));
        add("nested in a known field", with("path", "{\"status\":404,\"user\":[\"eve\"]}"));
    }

    private void addKeys() {
        add("a field twice, the last one bad", with("status", "\"ok\""));
        add("a field twice, the last one good", PLAIN.replace("{", "{\"status\":\"ok\","));
        add("two users", with("user", "\"bob\""));
        add("two repositories, the last one another", with("repo", "\"myorg/other\""));
        add("two repositories, the first one another", PLAIN.replace("{", "{\"repo\":\"myorg/other\","));
        add("a name with an escape", PLAIN.replace("\"status\"", "\"st\\u0061tus\""));
        add("a name with an escape, after the same without", with("st\\u0061tus", "404"));
        add("a name with a bad escape", with("st\\xtus", "404"));
        add("a name in another case", PLAIN.replace("\"status\"", "\"Status\""));
        add("a name that ends in a zero", with("status\\u0000", "404"));
        add("an empty name", with("", "1"));
        add("a name without a value", PLAIN.replace("}", ",\"note\"}"));
        add("a name without a colon", PLAIN.replace("\"status\":", "\"status\" "));
        add("a value without a name", PLAIN.replace("}", ",1}"));
    }

    private void addTexts() {
        add("an escape in the id", PLAIN.replace("\"a\"", "\"\\u0061\""));
        add("an escaped quote in the user", PLAIN.replace("alice", "al\\\"ice"));
        add("an escaped slash in the repository", PLAIN.replace("myorg/", "myorg\\/"));
        add("a lone surrogate", PLAIN.replace("alice", "\\ud800"));
        add("a pair of surrogates", PLAIN.replace("alice", "\\ud83d\\ude00"));
        add("an unknown escape", PLAIN.replace("alice", "al\\ice"));
        add("half an escape", PLAIN.replace("alice", "\\u00"));
        add("a raw line break in a text", PLAIN.replace("alice", "al\nice"));
        add("a raw zero in a text", PLAIN.replace("alice", "al\0ice"));
        add("a text that is never closed", PLAIN.replace("\"alice\"", "\"alice"));
        add("letters beyond ASCII", PLAIN.replace("alice", "ålice 東京"));
        add("Latin-1", PLAIN.replace("alice", "ålice"), StandardCharsets.ISO_8859_1);
        add("an overlong form of a slash", bytes("alice", 0xc0, 0xaf));
        add("a surrogate in UTF-8", bytes("alice", 0xed, 0xa0, 0x80));
        add("a character cut short", bytes("alice", 0xe6, 0x9d));
        add("a byte that is never UTF-8", bytes("alice", 0xff));
        add("invalid UTF-8 in an unknown field", bytes("\"bytes\":10", '"', 'n', '"', ':', '"', 0xff, '"'));
        add("a time of another zone", PLAIN.replace("12:00:00Z", "14:00:00+02:00"));
        add("a time with a comma", PLAIN.replace("12:00:00Z", "12:00:00,5Z"));
        add("a time of day 24", PLAIN.replace("12:00:00Z", "24:00:00Z"));
        add("a 30th of February", PLAIN.replace("05-04", "02-30"));
        add("a leap second", PLAIN.replace("12:00:00Z", "23:59:60Z"));
        add("a dot as a repository", PLAIN.replace("mymodel", ".."));
    }

    private void addNumbers() {
        String[] numbers = {
            "NaN",
            "Infinity",
            "-Infinity",
            "+200",
            "0200",
            "00",
            "-0",
            "-1",
            "200.0",
            "2e2",
            "2E+2",
            "200.",
            ".5",
            "0x10",
            "1_000",
            "200L",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "-9223372036854775809",
            "\"200\"",
            "true",
            "null",
            "[200]",
            "200 1",
            "2 00",
            ""
        };
        for (String number : numbers) {
            add("a status of " + number, PLAIN.replace("200", number));
            add("bytes of " + number, PLAIN.replace(":10}", ":" + number + "}"));
            add("an unknown field of " + number, with("note", number));
        }
        add("a number of 999 digits", with("bytes", "9".repeat(999)));
        add("a number of a million digits", with("bytes", "9".repeat(1_000_000)));
        add("an unknown number of a million digits", with("note", "9".repeat(1_000_000)));
        add("an exponent of a billion", with("bytes", "1e1000000000"));
    }

    private void addEnds() {
        for (int length = 1; length < PLAIN.length(); length += 3) {
            add("cut after " + length + " bytes", PLAIN.substring(0, length));
        }
        add("a trailing comma", PLAIN.replace("}", ",}"));
        add("two commas", PLAIN.replaceFirst(",", ",,"));
        add("a leading comma", PLAIN.replace("{", "{,"));
        add("a second brace", PLAIN + "}");
        add("a second event", PLAIN + PLAIN);
        add("garbage at the end", PLAIN + " x");
        add("a zero at the end", PLAIN + "\0");
        add("space and line ends at the end", PLAIN + " \r\n\t");
    }

    private static String with(String name, String value) {
        return PLAIN.replace("}", ",\"" + name + "\":" + value + "}");
    }

    private static byte[] bytes(String replaced, int... by) {
        int at = PLAIN.indexOf(replaced);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PLAIN.substring(0, at).getBytes(StandardCharsets.UTF_8));
        for (int one : by) bytes.write(one);
        bytes.writeBytes(PLAIN.substring(at + replaced.length()).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void add(String name, String text) {
        add(name, text, StandardCharsets.UTF_8);
    }

    private void add(String name, String text, Charset charset) {
        add(name, text.getBytes(charset));
    }

    private void add(String name, byte[] bytes) {
        if (records.put(name, bytes) != null) throw new IllegalStateException("twice: " + name);
    }
}
