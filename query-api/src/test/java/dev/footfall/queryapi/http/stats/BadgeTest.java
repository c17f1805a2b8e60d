package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class BadgeTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "alice", "m");
    private static final String BADGE = "/models/alice/m/stats/badge";

    private final InMemoryState state = new InMemoryState(4)
            .put(REPO, TODAY, new DailyCounts(5, 0, 5, 0))
            .put(REPO, TODAY.minusDays(6), new DailyCounts(1_000, 0, 1_000, 0))
            .put(REPO, TODAY.minusDays(29), new DailyCounts(200_000, 0, 200_000, 0))
            .put(REPO, TODAY.minusDays(30), new DailyCounts(3_000_000, 0, 3_000_000, 0));
    private final Asked asked = new Asked(state);

    @ParameterizedTest
    @CsvSource({
        "'', 3.2M",
        "?period=total, 3.2M",
        "?period=day, 5/day",
        "?period=week, 1k/week",
        "?period=month, 201k/month"
    })
    void showsTheDownloadsOfThePeriod(String query, String message) {
        assertEquals(
                "{\"schemaVersion\":1,\"label\":\"downloads\",\"message\":\"" + message
                        + "\",\"color\":\"blue\",\"cacheSeconds\":300}",
                asked.text(Caller.ANONYMOUS, BADGE + ".json" + query));
        assertTrue(asked.text(Caller.ANONYMOUS, BADGE + ".svg" + query)
                .contains("<title>downloads: " + message + "</title>"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 999",
        "1000, 1k",
        "1099, 1k",
        "1200, 1.2k",
        "1999, 1.9k",
        "9999, 9.9k",
        "10900, 10k",
        "999999, 999k",
        "1000000, 1M",
        "2500000000, 2.5G",
        "7000000000000000, 7000T"
    })
    void writesNumbersShortAndNeverTooHigh(long number, String text) {
        assertEquals(text, Badge.rounded(number));
    }

    @Test
    void isAPictureAsWideAsItsTextWithATitleForThoseWhoDoNotSeeIt() throws Exception {
        String svg = new Badge("down & \"load\"", "<1>", "blue").svg(3);

        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("img", root.getAttribute("role"));
        assertEquals("down & \"load\": <1>", root.getAttribute("aria-label"));
        assertEquals(
                "down & \"load\": <1>",
                root.getElementsByTagName("title").item(0).getTextContent());
        int text = Badge.width("down & \"load\"") + Badge.width("<1>");
        assertEquals(text + 20, Integer.parseInt(root.getAttribute("width")));
        assertEquals(59, Badge.width("downloads"));
    }

    @Test
    void isWellFormedWhateverIsWrittenOnIt() throws Exception {
        String svg = new Badge("a\u0001\ufffe\ud83d\ude00\udc00", "1", "blue").svg(3);

        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("a\ufffd\ufffd\ud83d\ude00\ufffd: 1", root.getAttribute("aria-label"));
    }

    @Test
    void mayBeKeptForAWhileUnlessItIsPrivate() {
        assertEquals(
                "public, max-age=300",
                asked.reply(Caller.ANONYMOUS, BADGE + ".svg").headers().get("Cache-Control"));

        state.register(Registered.privately(REPO));

        assertEquals(
                "private, no-cache",
                asked.reply(Asked.ALICE, BADGE + ".svg").headers().get("Cache-Control"));
        assertEquals(404, asked.reply(Caller.ANONYMOUS, BADGE + ".svg").status());
    }

    @Test
    void isGreyWhereARepositoryIsUnknownOrHiddenInOneAndTheSameWay() {
        Reply unknown = asked.reply(Caller.ANONYMOUS, "/models/alice/none/stats/badge.svg?label=pulls");
        state.register(Registered.privately(REPO));
        Reply hidden = asked.reply(Caller.ANONYMOUS, BADGE + ".svg?label=pulls");

        String svg = new String(unknown.body(), StandardCharsets.UTF_8);
        assertTrue(svg.contains("<title>pulls: not found</title>") && svg.contains("#9f9f9f"), svg);
        assertEquals(404, unknown.status());
        assertEquals("image/svg+xml;charset=utf-8", unknown.headers().get("Content-Type"));
        assertEquals(svg, new String(hidden.body(), StandardCharsets.UTF_8));
        assertEquals(unknown.headers(), hidden.headers());
    }

    @Test
    void takesTheParametersOfShields() {
        String svg = asked.text(Caller.ANONYMOUS, BADGE + ".svg?label=100%25%20%3C&color=f0f&style=flat-square");

        assertTrue(svg.contains("<title>100% &lt;: 3.2M</title>"), svg);
        assertTrue(svg.contains("fill=\"#f0f\"") && svg.contains("rx=\"0\""), svg);
        assertTrue(asked.text(Caller.ANONYMOUS, BADGE + ".svg?color=orange").contains("#fe7d37"));
        assertTrue(asked.text(Caller.ANONYMOUS, BADGE + ".json?color=orange").contains("\"color\":\"orange\""));
        JsonNode problem = Asked.json(asked.reply(Caller.ANONYMOUS, BADGE + ".svg?color=url(x)"));
        assertEquals("color", problem.get("parameter").asText());
        assertEquals("url(x)", problem.get("value").asText());
        assertTrue(problem.get("allowed").asText().endsWith("yellowgreen, or 3 or 6 hexadecimal digits"));
    }

    @Test
    void namesAPeriodThatThereIsNot() {
        Reply reply = asked.reply(Caller.ANONYMOUS, BADGE + ".json?period=year");

        assertEquals(
                "day, week, month or total", Asked.json(reply).get("allowed").asText());
    }
}
