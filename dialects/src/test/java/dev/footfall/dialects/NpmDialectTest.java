package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpmDialectTest {
    private final Served served =
            DialectState.served(DialectState.state(4), "npm").withGaps();

    @AfterEach
    void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "last-day, 3, 2026-11-19, 2026-11-19",
        "last-week, 5, 2026-11-13, 2026-11-19",
        "last-month, 10, 2026-10-21, 2026-11-19",
        "last-year, 10, 2025-11-20, 2026-11-19",
        "2026-11-18, 2, 2026-11-18, 2026-11-18",
        "2026-11-18:2026-11-20, 12, 2026-11-18, 2026-11-20"
    })
    void sumsWholeDaysUpToYesterdayAndTheDaysAskedFor(String period, long downloads, String start, String end) {
        JsonNode point = served.json("/npm/downloads/point/" + period + "/org/Name.1");

        assertEquals(
                Served.parsed("{\"downloads\":%d,\"start\":\"%s\",\"end\":\"%s\",\"package\":\"org/Name.1\"}"
                        .formatted(downloads, start, end)),
                point);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/Name.1", "org%2FName.1", "org%2fName.1", "@org/Name.1", "%40org%2FName.1"})
    void takesNamesOfTwoPartsAsClientsWriteThem(String name) {
        JsonNode point = served.json("/npm/downloads/point/last-day/" + name);

        assertEquals(3, point.get("downloads").asLong());
        String decoded = name.replace("%2F", "/").replace("%2f", "/").replace("%40", "@");
        assertEquals(decoded, point.get("package").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"downloads/point%2Flast-day/ggplot2", "downloads%2Fpoint%2Flast-day%2Fggplot2"})
    void takesAnEncodedSlashForAPlainOneAnywhere(String path) {
        assertEquals(10, served.json("/npm/" + path).get("downloads").asLong());
        error(404, "/npm/versions%2Fa%2Flast-week");
    }

    @Test
    void takesFlatNamesByTheSetting() {
        assertEquals(
                10,
                served.json("/npm/downloads/point/last-day/ggplot2")
                        .get("downloads")
                        .asLong());
    }

    @Test
    void listsEveryDayWithZerosAndTheSameNumbersAsTheApi() {
        JsonNode range = served.json("/npm/downloads/range/2026-10-22:2026-11-20/org/Name.1");
        JsonNode own = served.json("/models/org/Name.1/stats/recent?from=2026-10-22&to=2026-11-20")
                .get("stats");

        assertEquals(30, range.get("downloads").size());
        for (int i = 0; i < 30; i++) {
            assertEquals(own.get(i).get("date"), range.at("/downloads/" + i + "/day"));
            assertEquals(own.get(i).get("downloads"), range.at("/downloads/" + i + "/downloads"));
        }
    }

    @Test
    void countsFilesWhereTheOldCurveIsWanted() {
        JsonNode point = served.json("/npm/downloads/point/last-day/org/Name.1?downloads=files");

        assertEquals(6, point.get("downloads").asLong());
        assertEquals(400, status("/npm/downloads/point/last-day/org/Name.1?downloads=hits"));
    }

    @Test
    void sumsAllPackagesThatTheCallerMaySee() {
        JsonNode all = served.json("/npm/downloads/point/last-day");

        assertEquals(13, all.get("downloads").asLong());
        assertTrue(all.path("package").isMissingNode());
        assertEquals(
                7,
                served.json("/npm/downloads/range/last-week").get("downloads").size());
    }

    @Test
    void answersNullForUnknownAndPrivateOnesOfMany() {
        JsonNode many = served.json("/npm/downloads/point/last-day/org/Name.1,no%2Fthing,org/secret,ggplot2");

        assertEquals(3, many.at("/org~1Name.1/downloads").asLong());
        assertEquals("org/Name.1", many.at("/org~1Name.1/package").asText());
        assertEquals(10, many.at("/ggplot2/downloads").asLong());
        assertTrue(many.get("no/thing").isNull() && many.get("org/secret").isNull());
    }

    @Test
    void answersByNameWhereOneIsAskedForTwice() {
        JsonNode twice = served.json("/npm/downloads/point/last-day/ggplot2,ggplot2");

        assertEquals(1, twice.size());
        assertEquals(10, twice.at("/ggplot2/downloads").asLong());
    }

    @Test
    void hasTheRevisionsOfTheLastWeekAsVersions() {
        InMemoryState state = DialectState.state(4)
                .putTail(
                        DialectState.MODEL,
                        LocalDate.parse("2026-11-18"),
                        Tails.names(9, Map.of("1.0.0", new DailyCounts(1, 0, 1, 0), "", new DailyCounts(1, 0, 1, 0))));
        try (Served counted = DialectState.served(state, "npm")) {
            assertEquals(
                    Served.parsed("{\"package\":\"org/Name.1\",\"downloads\":{\"1.0.0\":1}}"),
                    counted.json("/versions/org%2FName.1/last-week"));
        }
    }

    @Test
    void saysInNpmsWordsWhatIsNotThere() {
        assertError(404, "package no/thing not found", "/npm/downloads/point/last-day/no/thing");
        assertError(404, "package org/secret not found", "/npm/downloads/range/last-day/org/secret");
        assertError(404, "package jquery2 not found", "/npm/downloads/range/last-day/jquery2");
        assertError(400, "end date > start date", "/npm/downloads/point/2026-11-20:2026-11-19/org/Name.1");
        String many = IntStream.range(0, 129).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
        assertTrue(error(400, "/npm/downloads/point/last-day/" + many).contains("128"));
        assertTrue(error(400, "/npm/downloads/point/2020-01-01:2026-01-01/a,b").contains("365"));
        assertTrue(error(400, "/npm/downloads/point/2026-02-30/a").contains("2026-02-30"));
        assertError(404, "package org/secret not found", "/npm/versions/org%2Fsecret/last-week");
        error(404, "/npm/versions/org%2FName.1/last-month");
        error(404, "/npm");
        error(405, "POST", "/npm/downloads/point/last-day/ggplot2");
    }

    private String error(int status, String path) {
        return error(status, "GET", path);
    }

    private String error(int status, String method, String path) {
        HttpResponse<String> response = served.send(method, path);
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(1, Served.json(response).size(), response.body());
        return Served.json(response).get("error").asText();
    }

    private void assertError(int status, String message, String path) {
        assertEquals(message, error(status, path));
    }

    @Test
    void cutsPeriodsToTenYearsUpToTomorrow() {
        JsonNode ever = served.json("/npm/downloads/point/1000-01-01:3000-01-01/org/Name.1");

        assertEquals(17, ever.get("downloads").asLong());
        assertEquals("2026-11-21", ever.get("end").asText());
        assertEquals("2016-11-14", ever.get("start").asText());
    }

    @Test
    void isCurrentTaggedAndReadableByEveryPage() {
        HttpResponse<String> response = served.get("/npm/downloads/point/last-day/org/Name.1");

        assertEquals(
                "*",
                response.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals("0", response.headers().firstValue("X-Footfall-Lag").orElse(""));
        String tag = response.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = served.get("/npm/downloads/point/last-day/org/Name.1", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals(
                200,
                served.send("HEAD", "/npm/downloads/point/last-day/org/Name.1").statusCode());
    }

    @Test
    void answersAtTheRootTooWhereSetAndNeverInsteadOfTheApi() {
        assertEquals(
                served.get("/npm/downloads/point/last-day/org/Name.1").body(),
                served.get("/downloads/point/last-day/org/Name.1").body());
        assertError(404, "package no/thing not found", "/downloads/point/last-day/no/thing");
        assertEquals(404, status("/api/downloads/point/last-day/org/Name.1"));
        try (Served other = DialectState.served(DialectState.state(1), "pypi")) {
            assertEquals(404, other.get("/downloads/point/last-day/org/Name.1").statusCode());
        }
    }

    @Test
    void refusesPartsOfAnAnswer() {
        try (Served partial = DialectState.served(DialectState.state(1).restoring(0), "npm")) {
            for (String path : new String[] {"/org/Name.1", "/a/b,c/d", ""}) {
                HttpResponse<String> response = partial.get("/npm/downloads/point/last-day" + path);
                assertEquals(503, response.statusCode(), path);
                assertTrue(Served.json(response).get("error").asText().startsWith("Try again"), response.body());
                assertTrue(response.headers().firstValue("Retry-After").isPresent());
            }
        }
    }

    private int status(String path) {
        return served.get(path).statusCode();
    }
}
