package dev.footfall.logs.accesslog;

import java.util.Random;

/** Lines of an access log: repeated, odd and broken ones among them, all of few clients, files and agents. */
final class RandomLog {
    private static final String[] CLIENTS = {"192.0.2.7", "198.51.100.9", "2001:db8::1", "host.example.org", "x/y", ""};
    private static final String[] USERS = {"-", "-", "-", "alice", "a b", "192.0.2.7", "\\x41", "anonymous", "é"};
    private static final String[] DATES = {
        "19/Nov/2026", "20/Nov/2026", "31/Dec/2016", "31/Nov/2026", "29/Feb/2024", "x"
    };
    private static final String[] ZONES = {"+0000", "+0000", "-0130", "+9900"};
    private static final String[] SECONDS = {"00", "59", "60", "61", "x1"};
    private static final String[] REQUESTS = {
        "GET /org/m/resolve/main/f.bin HTTP/1.1",
        "GET /org/m/resolve/main/f.bin?x HTTP/1.1",
        "HEAD /datasets/org/m/resolve/v1.0.0.1/a%20b/192.0.2.7/c HTTP/1.1",
        "GET /org/v192.0.2.7/resolve/192.0.2.7/2001:db8::1 HTTP/1.1",
        "POST /org/m-1.2.3.4.git/git-upload-pack HTTP/1.1",
        "POST /spaces/org/m/info/lfs/objects/\\xC3\\xA9/%E9%2e HTTP/1.1",
        "GET /api/m/resolve/main/f HTTP/1.1",
        "GET / HTTP/1.1",
        "-",
        "\\x16\\x03",
    };
    private static final String[] AGENTS = {
        "x/1", "x/1", "-", "", "Chrome/36.1.1.21", "from 192.0.2.7", "say \\\"hi\\\"", "old \"quotes\".", "2001:db8::1"
    };
    private static final String[] STATUSES = {"200 12", "206 9999999999", "304 -", "099 1", "200", "200 many"};

    private final Random random;
    private String last = "";

    RandomLog(Random random) {
        this.random = random;
    }

    /** A line without its end; one in four is as the one before. */
    String line() {
        if (random.nextInt(4) > 0) last = another();
        return last;
    }

    private String another() {
        if (random.nextInt(20) == 0) return " ".repeat(random.nextInt(3));
        String line = one(CLIENTS) + " - " + one(USERS) + " [" + time() + "] \"" + one(REQUESTS) + "\" " + one(STATUSES)
                + " \"-\" \"" + one(AGENTS) + "\"";
        return random.nextInt(20) > 0 ? line : line.substring(0, random.nextInt(line.length()));
    }

    private String time() {
        return one(DATES) + ":" + (10 + random.nextInt(16)) + ":" + (10 + random.nextInt(52)) + ":" + one(SECONDS) + " "
                + one(ZONES);
    }

    private String one(String[] values) {
        return values[random.nextInt(random.nextBoolean() ? 1 : values.length)];
    }
}
