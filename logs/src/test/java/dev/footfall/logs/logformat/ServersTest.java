package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.client.ClientChooser;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.Servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ServersTest {
    private static final int REQUESTS = 300;

    @ParameterizedTest
    @MethodSource("servers")
    void readsWhatTheServerWrote(Server server) {
        for (int seed = 0; seed < 5; seed++) {
            List<Truth> truths = truths(seed);
            LineParser parser = server.lineFormat().open();

            var read = new ArrayList<ParsedLine>();
            for (byte[] line : server.log(truths)) read.add(withoutDashes(withClient(parser.parse(line))));

            List<LoggedRequest> expected = truths.stream().map(server::expected).toList();
            List<ParsedLine> requests = read.subList(server.header().size(), read.size());
            for (int i = 0; i < REQUESTS; i++) {
                assertEquals(
                        expected.get(i),
                        requests.get(i),
                        "seed " + seed + ": " + server.writer().apply(truths.get(i)));
            }
        }
    }

    /** Text may be cut anywhere, and any byte of it may be another one: it is read or refused, and never fails. */
    @ParameterizedTest
    @MethodSource("servers")
    void survivesDamage(Server server) {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            LineParser parser = server.lineFormat().open();
            for (byte[] line : server.log(truths(seed))) {
                byte[] damaged = Arrays.copyOf(line, random.nextInt(line.length + 1));
                for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                ParsedLine parsed = parser.parse(damaged);
                if (parsed instanceof ParsedLine.Unreadable fault)
                    assertFalse(fault.field().isEmpty(), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void readsItsOwnSample(String preset) {
        LineFormat format = Formats.preset(preset).in(ZoneOffset.UTC);
        LineParser parser = format.open();

        ParsedLine last = ParsedLine.Skipped.INSTANCE;
        for (String line : format.about().samples()) last = parser.parse(line.getBytes(StandardCharsets.UTF_8));

        LoggedRequest access = assertInstanceOf(LoggedRequest.class, last);
        assertEquals("192.0.2.7", access.client());
        assertEquals(1_795_150_794L, access.timeMillis() / 1_000);
        assertTrue(!format.about().summary().isEmpty());
    }

    @Test
    void everyPresetHasAServer() {
        Set<String> written = Servers.all().map(Server::format).collect(Collectors.toCollection(TreeSet::new));

        assertTrue(written.containsAll(Formats.PRESETS), written::toString);
    }

    /** The fast parser of combined lines and the same format as an operator's own string are each other's oracle. */
    @Test
    void readsCombinedLinesAsTheParserOfTheirOwnDoes() {
        LineParser own = Formats.of("nginx:$remote_addr - $remote_user [$time_local] \"$request\" $status"
                        + " $body_bytes_sent \"$http_referer\" \"$http_user_agent\"")
                .open();
        LineParser combined = Formats.preset("combined").open();
        Server server = Servers.all().findFirst().orElseThrow();

        for (int seed = 0; seed < 20; seed++) {
            for (byte[] line : server.log(truths(seed))) {
                assertEquals(combined.parse(line), withDash(own.parse(line)), "seed " + seed);
            }
        }
    }

    private static ParsedLine withClient(ParsedLine line) {
        if (!(line instanceof LoggedRequest access)) return line;
        var chooser = new ClientChooser(ProxyTrust.UNSET);
        String client = chooser.choose(access.client(), access.trail().list()).address();
        return access.of(client, access.user());
    }

    private static ParsedLine withoutDashes(ParsedLine line) {
        boolean isNobody = line instanceof LoggedRequest access && !access.isAuthenticated();
        return isNobody ? withUser(line, ((LoggedRequest) line).user(), "") : line;
    }

    private static ParsedLine withDash(ParsedLine line) {
        return withUser(line, "", "-");
    }

    private static ParsedLine withUser(ParsedLine line, String from, String to) {
        if (!(line instanceof LoggedRequest access) || !access.user().equals(from)) return line;
        return new LoggedRequest(
                access.client(),
                to,
                access.timeMillis(),
                access.request(),
                access.status(),
                access.bytes(),
                access.agent(),
                access.part());
    }

    static Stream<Server> servers() {
        return Servers.all();
    }

    static Stream<String> presets() {
        return Formats.PRESETS.stream();
    }

    private static List<Truth> truths(int seed) {
        var random = new Random(seed);
        return Stream.generate(() -> Truth.random(random)).limit(REQUESTS).toList();
    }
}
