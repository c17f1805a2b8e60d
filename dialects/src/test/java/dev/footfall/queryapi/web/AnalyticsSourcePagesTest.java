package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.gaps.SourceDays.between;
import static dev.footfall.queryapi.gaps.SourceDays.regular;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The period and the hatched days of administrators' analytics, in a browser. */
@Tag("proof")
class AnalyticsSourcePagesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(1).current(Instant.parse("2026-11-20T12:00:00Z"), 0);
        var wanted = new RepoId(RepoType.MODEL, "acme", "wanted");
        TODAY.minusDays(29)
                .datesUntil(TODAY.plusDays(1))
                .forEach(day -> state.put(wanted, day, new DailyCounts(4, 1, 9, 900)));
        var timed = new RepoId(RepoType.MODEL, "lab", "timed");
        state.putHours(timed, TODAY.minusDays(1), new TreeMap<>(Map.of(12, new HourCounts(3, 3, 30))));
        state.put("root", new UserHour(timed, Instant.parse("2026-11-19T12:00:00Z"), 3, 3, 30));
        regular(
                        "files-1",
                        TODAY.minusDays(40),
                        TODAY.minusDays(1),
                        50,
                        between("2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z"))
                .forEach(day -> state.put(0, day));
        server = Viewer.serve(state, Projections.ALL);
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        viewer.close();
        server.close();
    }

    @Test
    void keepsThePeriodInTheAddress() {
        Viewer.assertKeepsThePeriod(viewer.open(server, "#analytics?days=7", Viewer.ADMIN), "#analytics");
    }

    @Test
    void hatchesTheDayAndItsHours() {
        Viewer.assertHatchesTheDayAndItsHours(viewer.open(server, "#analytics", Viewer.ADMIN));
    }
}
