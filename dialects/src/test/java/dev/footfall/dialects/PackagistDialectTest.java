package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagistDialectTest {
    private static final String DOWNLOADS = "{\"total\":17,\"monthly\":10,\"daily\":3}";

    private final InMemoryState state = DialectState.state(4);
    private final Served served = DialectState.served(state, "packagist");

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void describesAPackageByItsNumbers() {
        JsonNode described = served.json("/packagist/packages/org/Name.1.json").get("package");

        assertEquals("org/Name.1", described.get("name").asText());
        assertEquals(DOWNLOADS, described.get("downloads").toString());
        assertEquals(1, described.get("favers").asLong());
        assertEquals("{}", described.get("versions").toString());
        JsonNode files = served.json("/packagist/packages/org/Name.1.json?downloads=files");
        assertEquals(22, files.at("/package/downloads/total").asLong());
        JsonNode more =
                served.json("/packagist/packages/org/Name.1/downloads.json").get("package");
        assertEquals(DOWNLOADS, more.at("/downloads/total").toString());
        DialectState.put(state, DialectState.MODEL, "2026-10-01", 0, 0); // a day on which nothing counted
        JsonNode stats = served.json("/packagist/packages/org/Name.1/stats.json");
        assertEquals(
                Served.parsed("{\"downloads\":" + DOWNLOADS
                        + ",\"versions\":[],\"average\":\"daily\",\"date\":\"2026-10-25\"}"),
                stats);
    }

    @Test
    void countsDownloadsOfTomorrowInTheTotal() { // a server's clock may be ahead
        DialectState.put(state, DialectState.MODEL, "2026-11-21", 4, 4);

        JsonNode described = served.json("/packagist/packages/org/Name.1.json");
        assertEquals(21, described.at("/package/downloads/total").asLong());
        assertEquals(10, described.at("/package/downloads/monthly").asLong());
        long all = served.json("/packagist/statistics.json")
                .at("/totals/downloads")
                .asLong();
        assertEquals(31, all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "downloads"})
    void readsAPackageOfThatNameBeforeTheNumbersOfAShortName(String name) {
        DialectState.put(state, new RepoId(RepoType.MODEL, "org", name), "2026-11-19", 4, 4);

        assertEquals(
                "org/" + name,
                served.json("/packagist/packages/org/" + name + ".json")
                        .at("/package/name")
                        .asText());
        assertEquals(
                200,
                served.get("/packagist/packages/org/" + name + "/stats.json").statusCode());
        assertEquals(
                10,
                served.json("/packagist/packages/ggplot2/" + name + ".json")
                        .findValue("monthly")
                        .asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "average=daily&from=2026-11-17&to=2026-11-19 | ['2026-11-17','2026-11-18','2026-11-19'] | [0,2,3] | daily",
                "average=weekly&from=2026-11-11&to=2026-11-19 | ['2026-11-11','2026-11-18'] | [0,3] | weekly",
                "average=monthly&from=2026-10-22&to=2026-11-20 | ['2026-10','2026-11'] | [1,1] | monthly",
                "from=2026-11-18 | ['2026-11-18'] | [2] | daily",
                "from=2026-11-20 | [] | [] | daily"
            })
    void meansTheDaysOfEachBucketRoundedUp(String query, String labels, String values, String average) {
        String expected = "{'labels':%s,'values':{'org/Name.1':%s},'average':'%s'}".formatted(labels, values, average);

        assertEquals(
                Served.parsed(expected.replace('\'', '"')),
                served.json("/packagist/packages/org/Name.1/stats/all.json?" + query.strip()));
    }

    @Test
    void beginsWithTheFirstDayAndChoosesALongerMeanForYears() {
        JsonNode days = served.json("/packagist/packages/org/Name.1/stats/all.json");
        assertEquals("2026-10-25", days.at("/labels/0").asText());
        assertEquals(25, days.get("labels").size());

        DialectState.put(state, DialectState.MODEL, "2020-01-05", 1, 1);
        JsonNode months = served.json("/packagist/packages/org/Name.1/stats/all.json");
        assertEquals("2020-01", months.at("/labels/0").asText());
        assertEquals("monthly", months.get("average").asText());

        DialectState.put(state, DialectState.MODEL, "2009-01-05", 31, 31);
        JsonNode decades = served.json("/packagist/packages/org/Name.1/stats/all.json");
        assertEquals("2009-01", decades.at("/labels/0").asText());
        assertEquals(2, decades.at("/values/org~1Name.1/0").asLong());
        assertEquals(17 * 12 + 11, decades.get("labels").size());
    }

    @Test
    void sumsAllPackages() {
        assertEquals(
                "{\"totals\":{\"downloads\":27,\"packages\":2,\"versions\":0}}",
                served.get("/packagist/statistics.json").body());
        assertEquals(
                served.get("/packagist/statistics.json").body(),
                served.get("/statistics.json").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/packages/no/thing.json", "/packages/org/secret.json", "/packages/org/secret/stats/all.json"})
    void answersUnknownAndPrivateOnesInItsWords(String path) {
        for (String prefix : new String[] {"", "/packagist"}) {
            assertError(404, "Package not found", served.get(prefix + path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/Name.1xjson", "org/Name.1/statsXjson", "org/Name.1/stats.jsonx"})
    void answersAtItsPathsAlone(String path) {
        assertError(404, "Package not found", served.get("/packagist/packages/" + path));
    }

    @Test
    void namesADateThatIsNone() {
        String path = "/packagist/packages/org/Name.1/stats/all.json";

        assertError(400, "Invalid date format: 2026-02-30", served.get(path + "?from=2026-02-30"));
        assertError(400, "Invalid average: yearly", served.get(path + "?average=yearly"));
        assertError(400, "More than 3660 labels", served.get(path + "?from=1990-01-01&average=daily"));
    }

    private static void assertError(int status, String message, HttpResponse<String> response) {
        assertEquals(status, response.statusCode());
        assertEquals("{\"status\":\"error\",\"message\":\"" + message + "\"}", response.body());
    }
}
