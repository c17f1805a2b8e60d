package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorDayListTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String LIST = """
            # from a scan
            2026-10-05 user:alice

            2026-10-05 0123456789abcdef0123456789abcdef
            2026-10-07 user:Ärger #1
            2026-10-07 user:id:00000000000000000000000000000007
            """;
    private static final String RULES = """
            name: with-days
            classes: {robot: exclude}
            clients:
              - {class: ci, agent-prefix: [build/]}
              - {class: robot, visitor-days: robots.txt, agent-prefix: [bot/]}
              - {class: browser, agent-prefix: [Mozilla/]}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-10-05T00:00:00Z | alice | Mozilla/5.0 | class:robot",
                "2026-10-05T23:59:59.999Z | alice | Mozilla/5.0 | class:robot",
                "2026-10-06T00:00:00Z | alice | Mozilla/5.0 | counted browser",
                "2026-10-04T23:59:59.999Z | alice | Mozilla/5.0 | counted browser",
                "2026-10-05T12:00:00Z | Alice | Mozilla/5.0 | counted browser",
                "2026-10-05T12:00:00Z | 0123456789abcdef0123456789abcdef | Mozilla/5.0 | class:robot",
                "2026-10-05T12:00:00Z | 0123456789abcdef0123456789abcdee | Mozilla/5.0 | counted browser",
                "2026-10-07T12:00:00Z | Ärger #1 | other/1 | class:robot",
                "2026-10-07T12:00:00Z | id:00000000000000000000000000000007 | Mozilla/5.0 | class:robot",
                "2026-10-05T12:00:00Z | alice | build/1 | counted ci",
                "2026-10-06T12:00:00Z | alice | bot/1 | class:robot",
            })
    void excludesAListedVisitorOnTheListedDayUnlessAnEarlierRuleMatches(
            String time, String visitor, String agent, String expected) throws IOException {
        CountingRules rules = read(LIST).counting();
        Observation event = event(Instant.parse(time), visitor, agent);

        String verdict = rules.exclude(event)
                .map(reason -> reason.label())
                .orElseGet(() -> "counted " + rules.classOf(event).label());

        assertEquals(expected, verdict);
        assertEquals(expected.replaceFirst(".*[ :]", ""), rules.classOf(event).label());
    }

    @Test
    void hasItsDaysInTheDigestButNeitherOrderNorComments() throws IOException {
        String digest = read(LIST).digest();
        String others = LIST.lines().sorted().collect(Collectors.joining("\r\n"));

        assertEquals(
                digest, read(others.replace("# from a scan", "# of October")).digest());
        assertNotEquals(digest, read(LIST.replace("10-07", "10-08")).digest());
        assertNotEquals(digest, read(LIST.replace("alice", "bob")).digest());
        assertNotEquals(digest, read("").digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2026-10-05 alice | is '2026-10-05 alice': allowed is a day and a visitor, such as '2026-10-05 "
                        + "user:alice', or 32 hexadecimal digits instead of the user",
                "2026-10-05  user:a | is '2026-10-05  user:a': allowed is a day",
                "2026-10-5 user:a | is '2026-10-5 user:a': allowed is a day",
                "2026-02-30 user:a | is '2026-02-30 user:a': allowed is a day",
                "2026-10-05 user: | is '2026-10-05 user:': allowed is a day",
                "2026-10-05 | is '2026-10-05': allowed is a day",
                "2026-10-05 0123456789ABCDEF0123456789ABCDEF | is '2026-10-05 0123456789ABCDEF0123456789ABCDEF': allowed is a day",
                "user:alice 2026-10-05 | is 'user:alice 2026-10-05': allowed is a day",
                "2026-10-05 user:alice | is '2026-10-05 user:alice': allowed is each visitor-day once",
            })
    void namesTheLineThatIsNotAsItMustBe(String line, String message) {
        var refused = assertThrows(BadRuleFile.class, () -> read(LIST + line + "\n"));

        String text = String.valueOf(refused.getMessage());
        assertTrue(text.startsWith(directory + "/robots.txt:7:1 " + message), text);
    }

    @Test
    void refusesAListThatIsNotThereOrTooLongOrNoText() throws IOException {
        String long20k = IntStream.range(0, 20_001)
                .mapToObj(i -> "2026-10-05 user:" + i + "\n")
                .collect(Collectors.joining());

        assertRefused("robots.txt: allowed is a list that can be read (no such file)");
        Files.writeString(directory.resolve("robots.txt"), long20k);
        assertRefused("robots.txt:20001:1: allowed is at most 20000 entries");
        Files.write(directory.resolve("robots.txt"), new byte[] {'#', (byte) 0xff});
        assertRefused("robots.txt: allowed is a list that can be read (it is not UTF-8)");
    }

    private void assertRefused(String message) throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
        var refused = assertThrows(BadRuleFile.class, () -> RuleFile.read(rules));
        assertEquals(directory + "/" + message, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor-days: [robots.txt]", "visitor-days: ''", "list: robots, visitor-days: robots.txt"})
    void refusesARuleThatNamesItsListOtherwise(String key) {
        assertThrows(
                BadRuleFile.class,
                () -> RuleFile.of(
                        "r.yaml", RULES.replace("visitor-days: robots.txt", key), Map.of("robots.txt", LIST)));
    }

    @Test
    void travelsWithTheRulesThatNameIt() throws IOException {
        RuleFile here = read(LIST);

        RuleFile there = RuleFile.of("rules.yaml", here.text(), here.lists());

        assertEquals(here.digest(), there.digest());
        assertEquals(here.lists(), there.lists());
        assertThrows(BadRuleFile.class, () -> RuleFile.of("rules.yaml", RULES, Map.of()));
    }

    /** As much as {@code docs/rules.md} says. */
    @Test
    void hasRoomForManyAnonymousDaysWhereAListTravels() throws IOException {
        String days = IntStream.range(0, 5_700)
                .mapToObj(i -> "2026-10-05 " + KEY.substring(4) + "%04x".formatted(i))
                .collect(Collectors.joining("\n"));

        RuleFile rules = read(days);

        String list = String.valueOf(rules.lists().get("robots.txt"));
        int inJson = list.getBytes(StandardCharsets.UTF_8).length
                + (int) list.lines().count();
        assertTrue(inJson < (256 << 10) - 4_096, () -> inJson + " bytes");
    }

    private RuleFile read(String list) throws IOException {
        Files.writeString(directory.resolve("robots.txt"), list);
        return RuleFile.read(Files.writeString(directory.resolve("rules.yaml"), RULES));
    }

    private static Observation event(Instant time, String visitor, String agent) {
        var request = new FileRequest(Via.HTTP, "GET", 200, 7, null, null);
        var details = new EventDetails("a", null, agent, null, null, null);
        VisitorId id = VisitorId.isHash(visitor) ? VisitorId.anonymous(visitor) : VisitorId.user(visitor);
        return Observation.of(
                new DownloadEvent("1", time, new RepoId(RepoType.MODEL, "acme", "a"), id, request, details));
    }
}
