package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import nl.basjes.parse.core.Field;
import nl.basjes.parse.httpdlog.HttpdLoglineParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strings of servers that nobody has thought of, read here and by <a href="https://github.com/nielsbasjes/logparser">logparser</a>,
 * which takes the same strings. Its agents are ASCII, because it mistakes other characters.
 */
class LogparserTest {
    private static final int LINES = 60;
    private static final List<String> BETWEEN = List.of(" ", " ", " - ", " | ", ", ");

    /** A part of a line: the server's word for it, and how it is written. */
    private record Part(String token, Function<Truth, String> writer) {}

    private static final List<Part> APACHE = List.of(
            new Part("%h", Truth::client),
            new Part("%u", truth -> truth.userOr("-")),
            new Part("%t", truth -> "[" + truth.clfTime() + "]"),
            new Part("\"%r\"", LogparserTest::request),
            new Part("%>s", truth -> String.valueOf(truth.status())),
            new Part("%b", truth -> String.valueOf(truth.bytes())),
            new Part("\"%{User-Agent}i\"", LogparserTest::agent),
            new Part("\"%{Referer}i\"", truth -> "\"https://example.org/\""),
            new Part("%D", truth -> "1234"));

    private static final List<Part> NGINX = List.of(
            new Part("$remote_addr", Truth::client),
            new Part("$remote_user", truth -> truth.userOr("-")),
            new Part("[$time_local]", truth -> "[" + truth.clfTime() + "]"),
            new Part("\"$request\"", LogparserTest::request),
            new Part("$status", truth -> String.valueOf(truth.status())),
            new Part("$body_bytes_sent", truth -> String.valueOf(truth.bytes())),
            new Part("\"$http_user_agent\"", LogparserTest::agent),
            new Part("\"$http_referer\"", truth -> "\"-\""),
            new Part("$request_time", truth -> "0.123"));

    @ParameterizedTest
    @ValueSource(strings = {"apache", "nginx"})
    void readsEveryStringAsAnotherReaderOfSuchStringsDoes(String server) throws Exception {
        List<Part> parts = server.equals("apache") ? APACHE : NGINX;
        for (int seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            var order = new ArrayList<>(parts);
            Collections.shuffle(order, random);
            List<String> between = order.stream().map(part -> any(random)).toList();
            String format = joined(order.stream().map(Part::token).toList(), between);
            var theirs = new HttpdLoglineParser<>(Facts.class, format);
            LineParser ours = Formats.of(server + ":" + format).open();
            for (int i = 0; i < LINES; i++) {
                Truth truth = Truth.random(random);
                String line = joined(
                        order.stream().map(part -> part.writer().apply(truth)).toList(), between);

                assertEquals(
                        theirs.parse(new Facts(), line).facts, facts(ours, line), seed + ": " + format + ": " + line);
            }
        }
    }

    private static String joined(List<String> parts, List<String> between) {
        var text = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) text.append(between.get(i)).append(parts.get(i));
        return text.toString();
    }

    private static String any(Random random) {
        return BETWEEN.get(random.nextInt(BETWEEN.size()));
    }

    private static String request(Truth truth) {
        return "\"" + truth.method() + " " + truth.target() + " HTTP/1.1\"";
    }

    private static String agent(Truth truth) {
        boolean isPlain = truth.agent().chars().allMatch(c -> c != '"' && c != '\\' && c < 127);
        return "\"" + (isPlain ? truth.agent() : "plain/1.0") + "\"";
    }

    private static Map<String, String> facts(LineParser parser, String line) {
        ParsedLine parsed = parser.parse(line.getBytes(StandardCharsets.UTF_8));
        if (!(parsed instanceof LoggedRequest access)) return Map.of("unreadable", parsed.toString());
        var facts = new Facts();
        facts.set("IP:connection.client.host", access.client());
        if (access.isAuthenticated()) facts.set("STRING:connection.client.user", access.user());
        facts.set("TIME.EPOCH:request.receive.time.epoch", String.valueOf(access.timeMillis()));
        facts.set("HTTP.FIRSTLINE:request.firstline", access.request());
        facts.set("STRING:request.status.last", String.valueOf(access.status()));
        facts.set("BYTES:response.body.bytes", String.valueOf(access.bytes()));
        facts.set("HTTP.USERAGENT:request.user-agent", access.agent());
        return facts.facts;
    }

    /** The facts of a line, by the names that the other reader has for them. */
    public static final class Facts {
        private final Map<String, String> facts = new TreeMap<>();

        /** Takes a fact that is there. */
        @Field({
            "IP:connection.client.host",
            "STRING:connection.client.user",
            "TIME.EPOCH:request.receive.time.epoch",
            "HTTP.FIRSTLINE:request.firstline",
            "STRING:request.status.last",
            "BYTES:response.body.bytes",
            "HTTP.USERAGENT:request.user-agent"
        })
        public void set(String name, @Nullable String value) {
            if (value != null) facts.put(name, value);
        }
    }
}
