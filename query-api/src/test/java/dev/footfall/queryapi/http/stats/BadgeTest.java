package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.stats.BadgeEndpoint.Badge;
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
        String svg = new Badge("down & \"load\"", "<1>").svg();

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
    void namesAPeriodThatThereIsNot() {
        Reply reply = asked.reply(Caller.ANONYMOUS, BADGE + ".json?period=year");

        assertEquals(
                "day, week, month or total", Asked.json(reply).get("allowed").asText());
    }
}
