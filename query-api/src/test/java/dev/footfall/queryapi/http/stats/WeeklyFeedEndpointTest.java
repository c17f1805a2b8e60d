package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.web.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class WeeklyFeedEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "alice", "m");
    private static final String PATH = "/models/alice/m/stats/weekly.atom";

    /** 2026-11-20 is a Friday. */
    private final InMemoryState state = new InMemoryState(2)
            .put(REPO, LocalDate.parse("2026-11-03"), new DailyCounts(40, 0, 40, 0))
            .put(REPO, LocalDate.parse("2026-11-09"), new DailyCounts(20, 0, 20, 0))
            .put(REPO, LocalDate.parse("2026-11-15"), new DailyCounts(30, 0, 30, 0))
            .put(REPO, LocalDate.parse("2026-11-16"), new DailyCounts(9, 0, 9, 0));

    private final Asked asked = new Asked(state);

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
