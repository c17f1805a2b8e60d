package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.queryapi.states.StateTotals;
import dev.footfall.web.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class WeeklyFeedEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "alice", "m");
    private static final int REVISIONS = 9;
    private static final String PATH = "/models/alice/m/stats/weekly.atom";

    /** 2026-11-20 is a Friday. */
    private final InMemoryState state = new InMemoryState(2)
            .put(REPO, LocalDate.parse("2026-11-03"), new DailyCounts(40, 0, 40, 0))
            .put(REPO, LocalDate.parse("2026-11-09"), new DailyCounts(20, 0, 20, 0))
            .put(REPO, LocalDate.parse("2026-11-15"), new DailyCounts(30, 0, 30, 0))
            .put(REPO, LocalDate.parse("2026-11-16"), new DailyCounts(9, 0, 9, 0));

    private final GivenStates states = GivenStates.alone(OneNode.reader(state, true), Served.RULES);
    private final Asked asked = new Asked(states);

    @Test
    void hasAnEntryForEachFinishedWeekWithItsChange() throws Exception {
        Document feed = parsed();

        assertEquals(12, feed.getElementsByTagName("entry").getLength());
        assertEquals(
                "50 downloads, Nov 9, 2026 to Nov 15, 2026: +25 % against the week before (40).",
                feed.getElementsByTagName("summary").item(0).getTextContent());
        assertEquals(
                "urn:footfall:model/alice/m:weeks:2026-11-09",
                feed.getElementsByTagName("id").item(1).getTextContent());
        assertEquals(
                "2026-11-16T00:00:00Z",
                feed.getElementsByTagName("updated").item(1).getTextContent());
        assertEquals(
                "../../../../#model/alice/m?from=2026-11-09&to=2026-11-15",
                feed.getElementsByTagName("link")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("href")
                        .getNodeValue());
    }

    @Test
    void namesTheMostUsedRevision() throws Exception {
        state.putTail(
                        REPO,
                        LocalDate.parse("2026-11-09"),
                        Tails.names(
                                REVISIONS,
                                Map.of("main", new DailyCounts(12, 0, 20, 0), "v1", new DailyCounts(8, 0, 9, 0))))
                .putTail(
                        REPO,
                        LocalDate.parse("2026-11-15"),
                        Tails.names(REVISIONS, Map.of("v1", new DailyCounts(7, 0, 7, 0))));

        assertEquals(
                "50 downloads, Nov 9, 2026 to Nov 15, 2026: +25 % against the week before (40). Most used revision: v1 (15).",
                summary(0));
        assertTrue(!summary(1).contains("revision"), summary(1));
    }

    @Test
    void tellsCorrectionsOfItsDaysSince() throws Exception {
        correct(1, "2026-11-12T10:00:00Z", "2026-11-09", "2026-11-12"); // before the week was over
        correct(2, "2026-11-18T10:00:00Z", "2026-11-03", "2026-11-11");

        assertEquals(
                "50 downloads, Nov 9, 2026 to Nov 15, 2026: +25 % against the week before (40). Corrected on 2026-11-18: crawlers are"
                        + " not counted.",
                summary(0));
        assertTrue(summary(1).endsWith("Corrected on 2026-11-18: crawlers are not counted."), summary(1));
        assertFalse(summary(2).contains("Corrected"), summary(2));
        Document feed = parsed();
        assertEquals(
                "2026-11-18T10:00:00Z",
                feed.getElementsByTagName("updated").item(0).getTextContent());
        assertEquals(
                "2026-11-18T10:00:00Z",
                feed.getElementsByTagName("updated").item(1).getTextContent());
    }

    private void correct(int number, String at, String first, String last) {
        var change = new StateChange(
                3,
                Optional.of(LocalDate.parse(first)),
                Optional.of(LocalDate.parse(last)),
                StateTotals.ZERO,
                StateTotals.ZERO);
        var main = states.live();
        states.publish(
                Correction.of(number, Instant.parse(at), main, main, "crawlers are not counted", change, change));
    }

    private String summary(int entry) throws Exception {
        return parsed().getElementsByTagName("summary").item(entry).getTextContent();
    }

    @Test
    void changesNothingWhileAWeekRuns() throws Exception {
        String before = text();

        state.put(REPO, LocalDate.parse("2026-11-20"), new DailyCounts(500, 0, 500, 0));

        assertEquals(before, text());
    }

    @Test
    void isForThoseAloneWhoMaySeeTheRepository() {
        state.register(new RepositoryEvent(REPO, Instant.EPOCH, false, true, false, RepositoryDetails.NONE));

        assertEquals(404, asked.reply(Caller.ANONYMOUS, PATH).status());
        Reply own = asked.reply(Asked.ALICE, PATH);
        assertEquals(200, own.status());
        String caching = own.headers().getOrDefault("Cache-Control", "");
        assertTrue(caching.startsWith("private"), own.headers()::toString);
    }

    private String text() {
        return asked.text(Caller.ANONYMOUS, PATH);
    }

    private Document parsed() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8)));
    }
}
