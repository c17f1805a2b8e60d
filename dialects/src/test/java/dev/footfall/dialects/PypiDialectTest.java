package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PypiDialectTest {
    private final InMemoryState state = DialectState.state(4);
    private final Served served = DialectState.served(state, "pypi");

    @AfterEach
    void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recent | {'last_day':2,'last_month':9,'last_week':4}",
                "recent?period=week | {'last_week':4}",
                "overall?mirrors=true | [{'category':'with_mirrors','date':'2026-10-25','downloads':5},"
                        + "{'category':'with_mirrors','date':'2026-11-18','downloads':2},"
                        + "{'category':'with_mirrors','date':'2026-11-19','downloads':3}]",
                "overall?mirrors=false&downloads=files | [{'category':'without_mirrors','date':'2026-10-25','downloads':5},"
                        + "{'category':'without_mirrors','date':'2026-11-18','downloads':2},"
                        + "{'category':'without_mirrors','date':'2026-11-19','downloads':6}]",
                "python_major | [{'category':'null','date':'2026-10-25','downloads':5},"
                        + "{'category':'null','date':'2026-11-18','downloads':2},"
                        + "{'category':'null','date':'2026-11-19','downloads':2}]",
                "python_minor?version=3.8 | []",
                "system?os=Linux | []"
            })
    void answersEachListOfWholeDaysWithoutZeros(String list, String data) {
        String type = list.replaceFirst("\\?.*", "") + "_downloads";
        String expected = "{'data':%s,'package':'org/Name.1','type':'%s'}".formatted(data.strip(), type);

        assertEquals(
                Served.parsed(expected.replace('\'', '"')),
                served.json("/pypi/api/packages/org/Name.1/" + list.strip()));
    }

    @Test
    void hasBothCategoriesAndThoseOfAllPackages() {
        assertEquals(
                6,
                served.json("/pypi/api/packages/org%2FName.1/overall")
                        .get("data")
                        .size());
        assertEquals(
                6,
                served.json("/pypi/api/packages/org/Name.1/overall?mirrors=other")
                        .get("data")
                        .size());
        assertEquals(
                12,
                served.json("/pypi/api/packages/__all__/recent")
                        .at("/data/last_day")
                        .asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/name-1", "ORG/name_1", "org/name.1"})
    void findsAPackageByItsNormalizedName(String name) {
        assertEquals(
                9,
                served.json("/pypi/api/packages/" + name + "/recent")
                        .at("/data/last_month")
                        .asLong());
    }

    @Test
    void findsTheMostDownloadedOfPackagesThatAreCalledAlike() {
        DialectState.put(state, new RepoId(RepoType.MODEL, "org", "name-1"), "2026-11-19", 40, 40);

        String path = "/pypi/api/packages/org/name.1/recent"; // Name.1 differs in case alone
        assertEquals(40, served.json(path).at("/data/last_month").asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/thing", "org/secret", "ORG/Secret", "org/name", "flat2"})
    void answersUnknownAndPrivatePackagesByAPageOrAnEmptyList(String name) {
        for (String list : new String[] {"recent", "overall"}) {
            HttpResponse<String> response = served.get("/pypi/api/packages/" + name + "/" + list);
            assertEquals(404, response.statusCode());
            assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
        }
        for (String list : new String[] {"python_major", "python_minor", "system"}) {
            assertEquals(
                    "[]",
                    served.json("/pypi/api/packages/" + name + "/" + list)
                            .get("data")
                            .toString());
        }
    }

    @Test
    void refusesOtherPeriodsAndLists() {
        assertEquals(
                404,
                served.get("/pypi/api/packages/org/Name.1/recent?period=year").statusCode());
        assertEquals(404, served.get("/pypi/api/packages/org/Name.1/files").statusCode());
        assertEquals(404, served.get("/pypi/api/packages/org/Name.1").statusCode());
        assertEquals(404, served.get("/pypi/api/packages//recent").statusCode());
        HttpResponse<String> bad = served.get("/pypi/api/packages/org/Name.1/recent?downloads=%3Cb%3E");
        assertEquals(400, bad.statusCode());
        assertTrue(!bad.body().contains("<b>"), bad.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"recent", "overall", "system"})
    void isNowhereWhereClassesAreNotCountedUnlessFilesAre(String list) {
        try (Served without = Served.counting(DialectState.state(1), Projections.named(ProjectionNames.HOURS))) {
            String path = "/pypi/api/packages/org/Name.1/" + list;
            assertEquals(404, without.get(path).statusCode());
            assertEquals(200, without.get(path + "?downloads=files").statusCode());
        }
    }

    @Test
    void answersAtTheRootTooWhereSet() {
        assertEquals(
                served.get("/pypi/api/packages/ggplot2/recent").body(),
                served.get("/api/packages/ggplot2/recent").body());
        assertEquals(404, served.get("/packages/ggplot2/recent").statusCode());
    }
}
