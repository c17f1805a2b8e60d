package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Bytes, and answers one after another, for which a repository's first chart waits. On a line of 60 kB/s and 1.5 s,
 * {@link #MOST_BYTES} are a second and a half, and {@link #MOST_IN_TURN} answers six seconds.
 */
@Tag("browser")
class SlowLinePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "northgrid", "heron-34B-chat");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PAGE = "/#model/northgrid/heron-34B-chat";
    private static final int MOST_BYTES = 90_000;
    private static final int MOST_IN_TURN = 4;
    private static final int LATENCY_MILLIS = 1_500;
    private static final int BYTES_PER_SECOND = 60_000;

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (LocalDate date = TODAY.minusDays(99); !date.isAfter(TODAY); date = date.plusDays(1))
            state.put(MODEL, date, new DailyCounts(1_000 + date.getDayOfMonth(), 300, 4_000, 900_000));
        server = Viewer.serve(state.current(Instant.parse("2026-11-20T14:20:33Z"), 0), Projections.ALL);
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    @Test
    void showsTheFirstChartAfterFewBytes() {
        List<Loaded> all = untilTheChart(viewer.tab(NOBODY));

        int bytes = all.stream().mapToInt(Loaded::bytes).sum();

        assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes: " + all);
    }

    @Test
    @Tag("proof")
    void waitsForFewAnswersOneAfterAnotherOnASlowLine(TestReporter report) {
        Browser.Tab tab = viewer.tab(NOBODY).onLine(LATENCY_MILLIS, BYTES_PER_SECOND);

        List<Loaded> all = untilTheChart(tab);

        int inTurn = mostInTurn(all);
        report.publishEntry(
                "seconds to the first chart",
                Double.toString(tab.value("drawnAt").asDouble() / 1e3));
        assertTrue(inTurn <= MOST_IN_TURN, () -> inTurn + " in turn: " + all);
    }

    /** The document and all that it had loaded when its chart was there. */
    private static List<Loaded> untilTheChart(Browser.Tab tab) {
        tab.beginning(
                "new MutationObserver(() => { if (globalThis.loaded || !document.querySelector('#detail .chart')) return;"
                        + " globalThis.drawnAt = performance.now();"
                        + " globalThis.loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                        + ".map(one => [new URL(one.name).pathname, one.requestStart, one.responseEnd, one.transferSize]); })"
                        + ".observe(document, { childList: true, subtree: true });");
        tab.open("http://127.0.0.1:" + server.port() + PAGE);
        tab.textWith("#detail", "Downloads per day");
        var all = new ArrayList<Loaded>();
        for (JsonNode one : tab.value("loaded"))
            all.add(new Loaded(
                    one.get(0).asText(),
                    one.get(1).asDouble(),
                    one.get(2).asDouble(),
                    one.get(3).asInt()));
        Viewer.assertHarmless(tab);
        return all;
    }

    /** The most of them that were asked for one after another: each after the answer to the one before, a free connection included. */
    private static int mostInTurn(List<Loaded> all) {
        List<Loaded> ordered =
                all.stream().sorted(Comparator.comparingDouble(Loaded::end)).toList();
        int most = 0;
        double end = Double.NEGATIVE_INFINITY;
        for (Loaded one : ordered) {
            if (one.start() < end) continue;
            end = one.end();
            most++;
        }
        return most;
    }

    /** An answer, in the page's milliseconds, and its size with headers. */
    private record Loaded(String path, double start, double end, int bytes) {}
}
