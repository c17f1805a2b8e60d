package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/recent";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void hasMoreColumnsOfUtcDays() {
        for (int age = 0; age < 40; age++) state.put(REPO, TODAY.minusDays(age), new DailyCounts(3, 1, 5, 7));

        assertEquals(
                "{\"stats\":[{\"date\":\"2026-10-25\",\"downloads\":21,\"authenticated\":7,\"anonymous\":14,\"files\":35,\"end\":\"2026-10-31\"},"
                        + "{\"date\":\"2026-11-01\",\"downloads\":60,\"authenticated\":20,\"anonymous\":40,\"files\":100,\"end\":\"2026-11-20\"}],"
                        + "\"period\":{\"start\":\"2026-10-25\",\"end\":\"2026-11-20\",\"days\":27}}",
                text("?interval=month&from=2026-10-25&to=2026-11-20"));
        assertEquals(text("?days=3&fields=bytes,gaps"), text("?days=3&fields=bytes,gaps&interval=day&tz=Etc/UTC"));
    }

    @Test
    void putsADownloadIntoTheDayOfTheZone() {
        state.putHours(REPO, TODAY, new TreeMap<>(Map.of(23, new HourCounts(2, 3, 5))));

        assertEquals(
                "{\"stats\":[{\"date\":\"2026-11-21\",\"downloads\":2,\"files\":3,\"bytes\":5}],"
                        + "\"period\":{\"start\":\"2026-11-21\",\"end\":\"2026-11-21\",\"days\":1}}",
                text("?days=1&tz=Europe/Berlin"),
                "today is that of the zone");
        assertTrue(
                text("?days=1&tz=Europe/Berlin&interval=hour")
                        .contains(
                                "{\"date\":\"2026-11-21\",\"downloads\":2,\"files\":3,\"bytes\":5,\"hour\":\"2026-11-21T00:00:00+01:00\"}"));
        assertEquals(
                "date,downloads,files,bytes,end\r\n2026-11-16,2,3,5,2026-11-20\r\n",
                text("?tz=America/New_York&from=2026-11-16&to=2026-11-20&interval=week&format=csv"));
    }

    @ParameterizedTest
    @CsvSource({
        // period, interval, current, before
        "from=2026-11-01&to=2026-11-10, day, previous, 2026-11-01..2026-11-10, 2026-10-22..2026-10-31",
        "from=2026-10-01&to=2026-10-31, month, previous, 2026-10-01..2026-10-31, 2026-09-01..2026-09-30",
        "from=2026-10-01&to=2026-10-31, day, previous, 2026-10-01..2026-10-31, 2026-08-31..2026-09-30",
        "from=2025-02-01&to=2025-02-28, month, year-before, 2025-02-01..2025-02-28, 2024-02-01..2024-02-29",
        "from=2024-02-29&to=2024-02-29, day, year-before, 2024-02-29..2024-02-29, 2023-02-28..2023-02-28",
        "from=2026-11-02&to=2026-11-15, week, year-before, 2026-11-02..2026-11-15, 2025-11-03..2025-11-16",
        "from=2026-01-01&to=2026-12-31, quarter, previous, 2025-10-01..2026-09-30, 2024-10-01..2025-09-30",
        "days=7, day, previous, 2026-11-13..2026-11-19, 2026-11-06..2026-11-12",
        "days=7, hour, previous, 2026-11-13..2026-11-19, 2026-11-06..2026-11-12",
        "from=2026-11-01&to=2026-11-20, month, previous, 2026-10-01..2026-10-31, 2026-09-01..2026-09-30",
    })
    void comparesWithAsManyFinishedUnits(String period, String interval, String with, String current, String before) {
        state.put(REPO, TODAY, new DailyCounts(3, 1, 5, 7));

        JsonNode compared = asked.json(
                        Caller.ANONYMOUS, PATH + "?" + period + "&interval=" + interval + "&compare=" + with)
                .get("compare");

        assertEquals(current, words(compared.get("current")));
        assertEquals(before, words(compared.get("before")));
    }

    private static String words(JsonNode series) {
        return series.at("/period/start").asText() + ".."
                + series.at("/period/end").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tz=Asia/Kolkata | Asia/Kolkata is at +05:30",
                "tz=Australia/Lord_Howe&from=2026-07-01&to=2026-07-02 | Australia/Lord_Howe is at +10:30",
                "tz=America/Moncton&from=2006-10-01&to=2006-11-02 | changes its clocks within an hour",
                "tz=Berlin | an IANA time zone",
                "tz=%2B05:00 | an IANA time zone",
                "interval=minute | hour, day, week, month, quarter or year",
                "interval=hour&days=93 | 92 days",
                "interval=hour&fields=excluded | alone",
                "tz=Europe/Berlin&fields=gaps | alone",
                "interval=week&fields=gaps | alone",
                "compare=next | previous or year-before",
                "compare=previous&format=csv | \"value\":\"previous\",\"allowed\":\"not allowed with format=csv\"",
                "compare=previous&from=1970-01-01&to=1970-01-02 | 1970-01-01",
            })
    void refusesWhatItCannotAnswer(String query, String problem) {
        state.put(REPO, TODAY, new DailyCounts(3, 1, 5, 7));

        String answer = text("?" + query);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void saysSoWhereHoursAreNotCounted() {
        state.put(REPO, TODAY, new DailyCounts(3, 1, 5, 7));
        var without = new Asked(state, Projections.NONE);

        for (String query : new String[] {"?tz=Europe/Berlin", "?interval=hour"}) {
            String answer =
                    new String(without.reply(Caller.ANONYMOUS, PATH + query).body(), StandardCharsets.UTF_8);
            assertTrue(answer.contains("the setting projections omits hours"), answer);
        }
        assertEquals(
                200,
                without.reply(Caller.ANONYMOUS, PATH + "?interval=year&tz=UTC").status());
    }

    @Test
    void addsUpTheSeriesOfANamespace() {
        for (int age = 0; age < 40; age++) state.put(REPO, TODAY.minusDays(age), new DailyCounts(3, 1, 5, 7));

        JsonNode months = asked.json(
                Caller.ANONYMOUS, "/v1/namespaces/a/stats?fields=series&interval=month&from=2026-10-30&to=2026-11-20");

        assertEquals("[6,60]", months.at("/repositories/0/series").toString());
        assertEquals("[6,60]", months.at("/total/series").toString());
    }

    @Test
    void exportsWhatWasExcludedByUnits() {
        for (int age = 0; age < 3; age++) {
            state.put(
                    REPO,
                    new RepositoryDay(
                            TODAY.minusDays(age), new DailyCounts(3, 1, 5, 7), Map.of(ExclusionReason.RANGE, 2L)));
        }

        String rows =
                Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=excluded&format=ndjson&interval=month"));

        assertEquals(
                "{\"type\":\"model\",\"id\":\"a/b\",\"date\":\"2026-11-01\",\"downloads\":9,\"authenticated\":3,\"anonymous\":6,"
                        + "\"files\":15,\"bytes\":21,\"excluded\":{\"range\":6},\"end\":\"2026-11-20\"}\n",
                rows);
        String days = Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=excluded"));
        assertTrue(days.lines().findFirst().orElseThrow().contains(",excluded_range,"), days);
        assertEquals(4, days.lines().count());
    }

    @Test
    void exportsWhatWasExcludedUnderAFormerNameOrOnADayWithoutFiles() {
        var former = new RepoId(RepoType.MODEL, "a", "former");
        var unused = new RepoId(RepoType.MODEL, "a", "unused");
        LocalDate before = TODAY.minusDays(1);
        state.put(REPO, TODAY, new DailyCounts(1, 0, 1, 7))
                .put(former, new RepositoryDay(TODAY, DailyCounts.ZERO, Map.of(ExclusionReason.STATUS, 2L)))
                .put(former, new RepositoryDay(before, DailyCounts.ZERO, Map.of(ExclusionReason.METHOD, 3L)))
                .put(unused, new RepositoryDay(TODAY, DailyCounts.ZERO, Map.of(ExclusionReason.METHOD, 5L)))
                .rename(new RenameEvent(former, Optional.of(REPO), Instant.EPOCH));

        assertEquals("[{\"status\":2}]", excluded("/v1/daily?fields=excluded"));
        assertEquals("[{\"method\":3,\"status\":2}]", excluded("/v1/daily?fields=excluded&interval=month"));
    }

    private String excluded(String target) {
        return Asked.streamed(asked.reply(Caller.ANONYMOUS, target + "&format=ndjson"))
                .lines()
                .map(row -> row.replaceAll(".*\"excluded\":(\\{[^}]*}).*", "$1"))
                .toList()
                .toString();
    }

    private String text(String query) {
        return asked.text(Caller.ANONYMOUS, PATH + query);
    }
}
