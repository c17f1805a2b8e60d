package dev.footfall.ingest.http;

import dev.footfall.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Bodies of requests by chance, most events of which are valid. */
final class OddBody {
    static final String HASH = "5f0c0000111122223333444455556666";

    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "-0",
        "0",
        "007",
        "206",
        "1.5",
        "200.0",
        "1e3",
        "599",
        "600",
        "99",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678",
        "\"\"",
        "\" \"",
        "\"x\"",
        "\"a  b , c : d\"",
        "\"PUT\"",
        "\"git\"",
        "\"ftp\"",
        "\"model\"",
        "\"model/a\"",
        "\"org/name\"",
        "\"name\"",
        "\"a/b/c\"",
        "\"a/..\"",
        "\"2026-11-20T04:59:54Z\"",
        "\"2026-11-20t04:59:54z\"",
        "\"2026-11-20T04:59:54+01:00\"",
        "\"2026-11-20T04:59:54.123456Z\"",
        "\"2026-11-20T04:59:54.1Z\"",
        "\"2026-02-30T04:59:54Z\"",
        "\"2026-11-21T12:00:00.000Z\"",
        "\"2026-11-21T12:00:00.001Z\"",
        "\"1969-12-31T23:59:59.999Z\"",
        "\"2016-12-31T23:59:60Z\"",
        "\"2016-12-31T23:59:60.123Z\"",
        "\"a\\\"b\"",
        "\"\\u0041\"",
        "\"é\"",
        "\"\uD83D\uDE00\"",
        "\"\\ud800\"",
        "\"\u007f\"",
        "\"a\tb\"",
        "\"" + HASH + "\"",
        "\"5F0C0000111122223333444455556666\"",
        "\"id:" + HASH + "\"",
        "\"id:5F0C0000111122223333444455556666\"",
        "[]",
        "{}",
        "[1,{\"id\":2}]",
        "{\"a\":".repeat(101) + "1" + "}".repeat(101),
        "[".repeat(997) + "]".repeat(997),
        "[".repeat(1_000) + "]".repeat(1_000),
        "\"curl/8.5.0\"",
        "\"curl (192.0.2.77)\"",
        "\"github-actions\"",
        "\"192.0.2.77\"",
        "\"2001:db8::77\"",
        "\"" + "x".repeat(32) + "\"",
        "\"" + "x".repeat(33) + "\"",
        "\"" + "x".repeat(129) + "\"",
        "\"" + "x".repeat(257) + "\"",
        "\"" + "x".repeat(1_025) + "\"",
        "\"" + "y".repeat(4_097) + "\""
    };
    private static final List<String> NAMES = names();
    private static final String[] ODD_ITEMS = {
        "7", "\"{}\"", "null", "[]", "[{}]", "{}", "", " ", "{", "}", "]", ",", "{,}"
    };

    private OddBody() {}

    private static List<String> names() {
        var names = new ArrayList<>(EventCodec.FIELDS);
        names.addAll(List.of("x", "", "i\\u0064", "statuS", "xth", "é"));
        return names;
    }

    /** A body of this format: plain events, or what is odd about any of them, and sometimes a broken one. */
    static byte[] of(EventFormat format, Random random) {
        byte[] body = text(format, random).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(8) == 0 && body.length > 0 ? broken(body, random) : body;
    }

    private static String text(EventFormat format, Random random) {
        List<String> items = new ArrayList<>();
        int most = random.nextInt(3) == 0 ? 1 : 6;
        for (int count = random.nextInt(most + 1); count >= 0; count--) items.add(item(random));
        String space = " \n\r\t".substring(0, random.nextInt(5));
        if (format == EventFormat.NDJSON) {
            return String.join(random.nextInt(5) == 0 ? space + "\n" : "\n", items)
                    + (random.nextBoolean() ? "\n" : "");
        }
        String separator = random.nextInt(3) == 0 ? space + "," + space : ",";
        boolean isOne = items.size() == 1 && random.nextBoolean();
        String json = isOne ? items.get(0) : "[" + String.join(separator, items) + "]";
        String before = random.nextInt(20) == 0 ? "\uFEFF" : "";
        return before + (random.nextInt(4) == 0 ? space + json + space : json) + (random.nextInt(20) == 0 ? "{}" : "");
    }

    private static String item(Random random) {
        if (random.nextInt(25) == 0) return ODD_ITEMS[random.nextInt(ODD_ITEMS.length)];
        List<String> fields = new ArrayList<>(List.of(
                "\"id\":\"e-1\"",
                "\"time\":\"2026-11-20T04:59:54.123Z\"",
                "\"repo_type\":\"model\"",
                "\"repo\":\"org/name\"",
                "\"method\":\"GET\"",
                "\"status\":200",
                random.nextBoolean() ? "\"user\":\"alice\"" : "\"visitor\":\"" + HASH + "\""));
        for (int odd = random.nextInt(4); odd > 0; odd--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            String field = "\"" + name + "\":" + VALUES[random.nextInt(VALUES.length)];
            int at = random.nextInt(fields.size());
            if (random.nextInt(3) == 0) fields.set(at, field);
            else fields.add(at, field);
        }
        if (random.nextInt(8) == 0) fields.remove(random.nextInt(fields.size()));
        if (random.nextInt(3) == 0) Collections.shuffle(fields, random);
        String space = random.nextInt(3) == 0 ? " \t\r\n".substring(0, random.nextInt(5)) : "";
        String colon = random.nextInt(4) == 0 ? "\" : " : "\":";
        return "{" + String.join(space + "," + space, fields).replace("\":", colon) + space + "}";
    }

    /** The same with one byte changed, put in or left out, or cut off. */
    private static byte[] broken(byte[] body, Random random) {
        byte[] odd = "{}[],:\"\\ \n\t0-e\u0000ÿ".getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(body.length);
        byte[] head = Arrays.copyOf(body, at + random.nextInt(2));
        byte[] tail = Arrays.copyOfRange(body, at + random.nextInt(2), body.length);
        if (random.nextInt(4) == 0) return head;
        byte[] result = Arrays.copyOf(head, head.length + 1 + tail.length);
        result[head.length] = odd[random.nextInt(odd.length)];
        System.arraycopy(tail, 0, result, head.length + 1, tail.length);
        return result;
    }
}
