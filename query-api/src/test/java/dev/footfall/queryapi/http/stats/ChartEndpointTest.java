package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.web.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "alice", "m");
    private static final String CHART = "/models/alice/m/stats/chart.svg";

    private final InMemoryState state = new InMemoryState(4)
            .put(REPO, TODAY, new DailyCounts(50, 50, 60, 0))
            .put(REPO, TODAY.minusDays(2), new DailyCounts(100, 25, 100, 0))
            .put(REPO, TODAY.minusDays(29), new DailyCounts(1, 0, 1, 0));
    private final Asked asked = new Asked(state);

    @Test
    void drawsABarForEachDayAsHighAsItsDownloads() throws Exception {
        Element chart = parsed("?days=3");

        assertEquals("alice/m: 150 downloads, Nov 18, 2026 to Nov 20, 2026", chart.getAttribute("aria-label"));
        double whole = height(chart, "2026-11-18: 100 downloads, 25 signed in");
        assertEquals(whole / 2, height(chart, "2026-11-20: 50 downloads, 50 signed in"), 0.02);
        assertEquals(2, bars(chart, "2026-11-18: 100 downloads, 25 signed in").getLength());
        assertEquals(1, bars(chart, "2026-11-20: 50 downloads, 50 signed in").getLength());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 151",
        "?days=1, 50",
        "?from=2026-10-22&to=2026-10-22, 1",
        "?from=2020-01-01&to=2020-12-31, 0",
    })
    void sumsUpThePeriod(String query, String sum) throws Exception {
        String title = parsed(query).getAttribute("aria-label");

        assertTrue(title.startsWith("alice/m: " + sum + " download"), title);
    }

    @ParameterizedTest
    @CsvSource({"?days=0", "?days=367", "?from=2020-01-01&to=2021-01-02", "?days=3&from=2020-01-01&to=2020-01-02"})
    void refusesAPeriodThatCannotBeSeen(String query) {
        assertEquals(400, asked.reply(Caller.ANONYMOUS, CHART + query).status());
    }

    @ParameterizedTest
    @CsvSource({"289, 0 100 200 300", "1, 0 1", "7, 0 5 10", "1900000, 0 1M 2M", "60, 0 20 40 60"})
    void hasRoundedNumbersAtItsSide(long downloads, String numbers) throws Exception {
        state.put(REPO, TODAY.minusDays(1), new DailyCounts(downloads, 0, downloads, 0));

        NodeList texts = parsed("?from=2026-11-19&to=2026-11-19").getElementsByTagName("text");
        String left = IntStream.range(0, texts.getLength())
                .mapToObj(i -> (Element) texts.item(i))
                .filter(text -> text.getAttribute("x").equals("42"))
                .map(Element::getTextContent)
                .collect(Collectors.joining(" "));

        assertEquals(numbers, left);
    }

    @Test
    void isAsWideAsAskedInTheThemeAsked() {
        String dark = asked.text(Caller.ANONYMOUS, CHART + "?theme=dark&width=300&height=120");
        String auto = asked.text(Caller.ANONYMOUS, CHART);

        assertTrue(dark.contains("width=\"300\" height=\"120\"") && dark.contains(".ff-card{fill:#161d21}"), dark);
        assertFalse(dark.contains("@media") || dark.contains(".ff-card{fill:#fff}"), dark);
        assertTrue(auto.contains(".ff-card{fill:#fff}") && auto.contains("@media(prefers-color-scheme:dark)"), auto);
    }

    @Test
    void hasAHeadingOfOnesOwnOrNone() throws Exception {
        assertEquals(
                "10% <b>",
                parsed("?title=10%25%20%3Cb%3E")
                        .getElementsByTagName("text")
                        .item(0)
                        .getTextContent());
        assertEquals(
                "0", parsed("?title=off").getElementsByTagName("text").item(0).getTextContent());
    }

    @Test
    void isALineAsSmallAsAWordOfTheDaysThatAreOver() {
        String line = asked.text(Caller.ANONYMOUS, "/models/alice/m/stats/sparkline.svg?days=4");
        assertEquals(line, asked.text(Caller.ANONYMOUS, "/models/alice/m/stats/sparkline.svg?days=4&title=off"));

        assertTrue(line.contains("d=\"M3.0 27.0L60.0 3.0L117.0 27.0\""), line);
        assertFalse(line.contains("<text") || line.contains("class=\"ff-card\""), line);

        state.put(REPO, TODAY, new DailyCounts(5_000, 0, 5_000, 0)); // not over: it is not drawn, and flattens nothing
        assertTrue(line("/models/alice/m/stats/sparkline.svg?days=4").contains("L60.0 3.0L"));
    }

    @Test
    void drawsNoLineThroughDaysToCome() {
        String sparkline = "/models/alice/m/stats/sparkline.svg?from=2026-11-17&to=2026-11-";
        assertEquals(line(sparkline + "20"), line(sparkline + "22"));
        String today = "/models/alice/m/stats/sparkline.svg?from=2026-11-20&to=2026-11-";
        assertEquals(line(today + "20"), line(today + "21"));

        String compare = "/v1/compare.svg?repos=alice/m&width=660&from=2026-11-15&to=2026-11-";
        assertTrue(line(compare + "24").matches("M(\\S+ \\S+L){4}\\S+ \\S+h0"), line(compare + "24"));
        assertTrue(line(compare + "20").matches("M(\\S+ \\S+L){4}\\S+ \\S+h0"), line(compare + "20"));
    }

    /** Without dashes. */
    private String line(String path) {
        return asked.text(Caller.ANONYMOUS, path)
                .replaceFirst("(?s).*?<path d=\"(M[^\"]*)\" class=\"ff-h0\" fill.*", "$1");
    }

    @Test
    void comparesWhatTheCallerMaySee() {
        var other = new RepoId(RepoType.DATASET, "bob", "d");
        state.put(other, TODAY, new DailyCounts(7, 0, 7, 0));
        String compare = "/v1/compare.svg?days=3&repos=alice/m,datasets/bob/d,no/thing";

        String svg = asked.text(Caller.ANONYMOUS, compare);
        assertTrue(svg.contains(": alice/m 150, datasets/bob/d 7, no/thing not found</title>"), svg);
        assertTrue(svg.contains("class=\"ff-h1\" fill=\"none\"") && svg.contains("stroke-dasharray"), svg);
        String day = asked.text(Caller.ANONYMOUS, compare.replace("days=3", "days=1"));
        assertTrue(day.matches("(?s).*d=\"M[\\d.]+ [\\d.]+h0\" class=\"ff-h1\".*"), day); // one day is a dot
        assertEquals(
                "public, max-age=300",
                asked.reply(Caller.ANONYMOUS, compare).headers().get("Cache-Control"));

        state.register(Registered.privately(REPO));
        assertTrue(asked.text(Caller.ANONYMOUS, compare).contains("alice/m not found"));
        assertEquals(
                "private, no-cache", asked.reply(Asked.ALICE, compare).headers().get("Cache-Control"));
        for (String repos : List.of("", "?repos=", "?repos=alice", "?repos=" + "a/b,".repeat(8) + "a/b")) {
            Reply refused = asked.reply(Caller.ANONYMOUS, "/v1/compare.svg" + repos);
            assertEquals("repos", Asked.json(refused).get("parameter").asText(), repos);
        }
    }

    @Test
    void drawsTheDaysOfANamespaceThatTheCallerMaySee() throws Exception {
        var table = new RepoId(RepoType.DATASET, "alice", "table");
        state.put(table, TODAY, new DailyCounts(7, 0, 7, 0));
        String path = "/v1/namespaces/alice/chart.svg?days=3";

        Element all = parsedAt(path);
        assertEquals(
                "alice: 157 downloads of 2 repositories, Nov 18, 2026 to Nov 20, 2026", all.getAttribute("aria-label"));
        assertEquals(
                57 * height(all, "2026-11-18: 100 downloads") / 100, height(all, "2026-11-20: 57 downloads"), 0.02);
        assertEquals(
                "public, max-age=300",
                asked.reply(Caller.ANONYMOUS, path).headers().get("Cache-Control"));
        assertTrue(asked.text(Caller.ANONYMOUS, path + "&theme=dark").contains(".ff-card{fill:#161d21}"));
        assertFalse(asked.text(Caller.ANONYMOUS, path + "&theme=light").contains("@media"));

        state.register(Registered.privately(REPO));
        assertEquals(
                "alice: 7 downloads of 1 repository, Nov 18, 2026 to Nov 20, 2026",
                parsedAt(path).getAttribute("aria-label"));
        Reply own = asked.reply(Asked.ALICE, path);
        assertEquals("private, no-cache", own.headers().get("Cache-Control"));
        assertTrue(asked.text(Asked.ALICE, path).contains("alice: 157 downloads"));
        assertEquals(
                404,
                asked.reply(Caller.ANONYMOUS, "/v1/namespaces/nobody/chart.svg").status());
    }

    @Test
    void leavesRoomForThePlotUnderTheKeyOfEightRepositories() {
        String names = IntStream.range(0, 7)
                .mapToObj(i -> "no/" + "a".repeat(60) + i)
                .collect(Collectors.joining(",", "", ",alice/m"));

        String svg = asked.text(Caller.ANONYMOUS, "/v1/compare.svg?width=240&height=200&repos=" + names);

        double[] lines = Pattern.compile("<path d=\"M48 ([\\d.]+)H228\"")
                .matcher(svg)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .toArray();
        assertEquals(172, lines[0], "nothing is at the bottom");
        assertTrue(lines[lines.length - 1] <= 172 - 36, "the top is at " + lines[lines.length - 1]);
    }

    @Test
    void isKeptByEverybodyUnlessItIsPrivate() {
        assertEquals("public, max-age=300", cacheControl(Caller.ANONYMOUS));

        state.register(Registered.privately(REPO));

        assertEquals(404, asked.reply(Caller.ANONYMOUS, CHART).status());
        assertEquals("private, no-cache", cacheControl(Asked.ALICE));
    }

    private String cacheControl(Caller caller) {
        Reply reply = asked.reply(caller, CHART);
        assertEquals(200, reply.status());
        return String.valueOf(reply.headers().get("Cache-Control"));
    }

    private Element parsed(String query) throws Exception {
        return parsedAt(CHART + query);
    }

    private Element parsedAt(String path) throws Exception {
        String svg = asked.text(Caller.ANONYMOUS, path);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static double height(Element chart, String title) {
        NodeList bars = bars(chart, title);
        return IntStream.range(0, bars.getLength())
                .mapToDouble(i -> Double.parseDouble(((Element) bars.item(i)).getAttribute("height")))
                .sum();
    }

    private static NodeList bars(Element chart, String title) {
        NodeList titles = chart.getElementsByTagName("title");
        return IntStream.range(0, titles.getLength())
                .mapToObj(titles::item)
                .filter(found -> found.getTextContent().equals(title))
                .map(found -> ((Element) found.getParentNode()).getElementsByTagName("rect"))
                .findFirst()
                .orElseThrow();
    }
}
