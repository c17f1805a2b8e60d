package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CranDialectTest {
    private final InMemoryState state = DialectState.state(4);
    private final Served served = DialectState.served(state, "cran");

    @AfterEach
    void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total/last-week/ggplot2 | [{'start':'2026-11-13','end':'2026-11-19','downloads':10,'package':'ggplot2'}]",
                "total%2Flast-week%2Fggplot2 | [{'start':'2026-11-13','end':'2026-11-19','downloads':10,'package':'ggplot2'}]",
                "total/2026-11-18:2026-11-19 | [{'start':'2026-11-18','end':'2026-11-19','downloads':15}]",
                "total/2026-11-19/none,org/secret,org/Name.1 | [{'start':'2026-11-19','end':'2026-11-19','downloads':0,'package':'none'},"
                        + "{'start':'2026-11-19','end':'2026-11-19','downloads':0,'package':'org/secret'},"
                        + "{'start':'2026-11-19','end':'2026-11-19','downloads':3,'package':'org/Name.1'}]",
                "daily/2026-11-01:last-day/org/Name.1 | [{'start':'2026-11-01','end':'2026-11-19','downloads':["
                        + "{'day':'2026-11-18','downloads':2},{'day':'2026-11-19','downloads':3}],"
                        + "'package':'org/Name.1'}]",
                "total/2026-11-18/none,none | [{'start':'2026-11-18','end':'2026-11-18','downloads':0,'package':'none'},"
                        + "{'start':'2026-11-18','end':'2026-11-18','downloads':0,'package':'none'}]",
                "daily/last-day/none | [{'start':'2026-11-19','end':'2026-11-19','downloads':null,'package':'none'}]",
                "total/2026-11-19:2026-11-01/ggplot2 | [{'start':'2026-11-19','end':'2026-11-01','downloads':0,'package':'ggplot2'}]",
                "total/0001-01-01:9999-12-31/ggplot2 | [{'start':'0001-01-01','end':'9999-12-31','downloads':10,'package':'ggplot2'}]"
            })
    void answersAListInTheOrderAskedWithZeroOrNullForUnknown(String path, String expected) {
        assertEquals(
                Served.parsed(expected.strip().replace('\'', '"')), served.json("/cran/downloads/" + path.strip()));
    }

    @Test
    void refusesMoreRowsThanItHolds() {
        LocalDate first = LocalDate.parse("2016-11-13");
        for (int day = 0; day < 3_660; day++) {
            DialectState.put(state, DialectState.MODEL, first.plusDays(day).toString(), 1, 1);
        }

        String path = "/cran/downloads/total/2016-11-13:2026-11-20/";
        assertEquals(
                3_660,
                served.json(path + "org/Name.1,".repeat(50)).at("/49/downloads").asInt());
        assertEquals(404, served.get(path + "org/Name.1,".repeat(51)).statusCode());
    }

    @Test
    void leavesOutDaysOfExcludedEventsAlone() {
        DialectState.put(state, DialectState.MODEL, "2026-11-17", 0, 0);

        JsonNode days =
                served.json("/cran/downloads/daily/last-week/org/Name.1").at("/0/downloads");
        assertEquals("2026-11-18", days.at("/0/day").asText());
    }

    @Test
    void countsDownloadsOfTomorrowInTheGrandTotal() {
        DialectState.put(state, DialectState.MODEL, "2026-11-21", 4, 4);

        String badge = served.get("/cran/badges/grand-total/org/Name.1").body();
        assertTrue(badge.contains(">21<"), badge);
    }

    @Test
    void ranksPackagesByTheirNamesWithCountsAsTexts() {
        DialectState.put(state, DialectState.CRAN, "2026-11-13", 90, 90);

        assertEquals(
                Served.parsed(
                        "{'start':'2026-11-19T00:00:00.000Z','end':'2026-11-19T00:00:00.000Z','downloads':["
                                        .replace('\'', '"')
                                + "{\"package\":\"ggplot2\",\"downloads\":\"10\"},{\"package\":\"org/Name.1\",\"downloads\":\"3\"}]}"),
                served.json("/cran/top/last-day"));
        JsonNode week = served.json("/cran/top/last-week/1").get("downloads");
        assertEquals("[{\"package\":\"ggplot2\",\"downloads\":\"100\"}]", week.toString());
    }

    @Test
    void ranksPackagesAfterMoreThanAThousandOtherRepositories() {
        for (int i = 0; i <= 1_000; i++) {
            DialectState.put(state, new RepoId(RepoType.DATASET, "other", "d" + i), "2026-11-19", 20, 20);
        }

        assertEquals(
                "[{\"package\":\"ggplot2\",\"downloads\":\"10\"},{\"package\":\"org/Name.1\",\"downloads\":\"3\"}]",
                served.json("/cran/top/last-day").get("downloads").toString());
    }

    @Test
    void saysByHowMuchAPackageGrew() {
        DialectState.put(state, DialectState.CRAN, "2026-11-19", 1_000, 1_000);
        DialectState.put(state, DialectState.CRAN, "2026-11-12", 2_624, 2_624);
        DialectState.put(state, DialectState.CRAN, "2026-05-28", 5, 5);
        DialectState.put(state, DialectState.MODEL, "2026-11-19", 2_000, 2_000);

        assertEquals(
                "[{\"package\":\"org/Name.1\",\"increase\":\"960960.0000000000000000\"},"
                        + "{\"package\":\"ggplot2\",\"increase\":\"914.6341463414634100\"}]",
                served.get("/cran/trending").body());
    }

    @ParameterizedTest
    @CsvSource({
        "ggplot2, 10/month",
        "last-day/ggplot2, 10/day",
        "last-week/org/Name.1, 5/week",
        "grand-total/org/Name.1, 17",
        "org/secret, 0/month"
    })
    void drawsBadges(String path, String message) {
        HttpResponse<String> badge = served.get("/cran/badges/" + path + "?color=ff0000");

        assertTrue(badge.body().contains(">" + message + "<") && badge.body().contains("#ff0000"), badge.body());
        assertTrue(badge.headers().firstValue("Content-Type").orElse("").startsWith("image/svg+xml"));
        assertEquals("no-cache", badge.headers().firstValue("Cache-Control").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cran/downloads/total/last-year2/ggplot2",
                "/cran/downloads/total/2026-13-01/ggplot2",
                "/cran/downloads/sum/last-day",
                "/cran/top/last-year",
                "/cran/top/last-day/0",
                "/cran/badges/",
                "/cran",
                "/downloads/total"
            })
    void answersWhateverElseAsAnInvalidQuery(String path) {
        HttpResponse<String> response = served.get(path);

        assertEquals(404, response.statusCode());
        assertEquals(
                "{\"error\":\"Invalid query\",\"info\":\"https://github.com/metacran/cranlogs.app\"}", response.body());
    }

    @Test
    void leavesTheTrendingOfTheApiAtTheRoot() {
        assertTrue(served.json("/trending").has("trending"));
        assertEquals(400, served.get("/trending?days=x").statusCode());
        assertEquals(
                served.get("/cran/downloads/total/last-day/ggplot2").body(),
                served.get("/downloads/total/last-day/ggplot2").body());
        assertTrue(served.json("/downloads/").has("info"));
    }
}
