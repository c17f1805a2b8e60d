package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassesEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/classes";
    private static final String RECENT = "/models/a/b/stats/recent";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void addsUpTheDownloadsOfThePeriodByClassMostFirst() {
        put(TODAY.minusDays(1), Map.of(ClientClass.TOOL, 2L, ClientClass.ROBOT, 1L));
        put(TODAY, Map.of(ClientClass.TOOL, 1L, ClientClass.MIRROR, 1L));

        assertEquals(
                "{\"classes\":[{\"class\":\"tool\",\"downloads\":3},{\"class\":\"mirror\",\"downloads\":1},"
                        + "{\"class\":\"robot\",\"downloads\":1}],"
                        + "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}",
                asked.text(Caller.ANONYMOUS, PATH + "?days=2"));
        assertEquals(
                "class,downloads\r\nmirror,1\r\ntool,1\r\n",
                asked.text(Caller.ANONYMOUS, PATH + "?from=2026-11-20&to=2026-11-20&format=csv"));
        assertTrue(asked.text(Caller.ANONYMOUS, PATH + "?from=2020-01-01&to=2020-01-02")
                .startsWith("{\"classes\":[],"));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void addUpToTheDownloadsOfTheSameDays(long seed) {
        var random = new SplittableRandom(seed);
        for (int age = 0; age < 40; age++) put(TODAY.minusDays(age), anyClasses(random));
        int days = 1 + random.nextInt(40);

        long sum = sum(asked.json(Caller.ANONYMOUS, PATH + "?days=" + days).get("classes"));

        JsonNode recent = asked.json(Caller.ANONYMOUS, RECENT + "?fields=classes&days=" + days);
        assertEquals(sum(recent.get("stats")), sum, "seed " + seed);
        for (JsonNode day : recent.get("stats")) {
            long ofDay = 0;
            for (JsonNode downloads : day.get("classes")) ofDay += downloads.asLong();
            assertEquals(day.get("downloads").asLong(), ofDay, "seed " + seed + " " + day);
        }
    }

    @Test
    void areColumnsOfDaysWhereTheyAreAskedFor() {
        put(TODAY, Map.of(ClientClass.TOOL, 2L, ClientClass.ROBOT, 1L));

        String day = "\"downloads\":3,\"authenticated\":0,\"anonymous\":3,\"files\":3,\"bytes\":10";
        assertEquals(
                "{\"stats\":[{\"date\":\"2026-11-19\"," + day.replaceAll("[1-9]\\d*", "0") + ",\"classes\":{}},"
                        + "{\"date\":\"2026-11-20\"," + day + ",\"classes\":{\"tool\":2,\"robot\":1}}],"
                        + "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}",
                asked.text(Caller.ANONYMOUS, RECENT + "?days=2&fields=classes,bytes"));
        assertEquals(
                """
                date,downloads,authenticated,anonymous,files,classes_tool,classes_browser,classes_ci,classes_mirror,\
                classes_monitor,classes_robot,classes_unknown
                2026-11-20,3,0,3,3,2,0,0,0,0,1,0
                """.replace("\n", "\r\n"), asked.text(Caller.ANONYMOUS, RECENT + "?days=1&fields=classes&format=csv"));
    }

    @Test
    void areColumnsOfTheExportWhereTheyAreAskedFor() {
        put(TODAY, Map.of(ClientClass.TOOL, 2L, ClientClass.ROBOT, 1L));

        assertEquals(
                """
                type,id,date,downloads,authenticated,anonymous,files,bytes,classes_tool,classes_browser,classes_ci,\
                classes_mirror,classes_monitor,classes_robot,classes_unknown
                model,a/b,2026-11-20,3,0,3,3,10,2,0,0,0,0,1,0
                """.replace("\n", "\r\n"), Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=classes")));
        assertEquals(
                "{\"type\":\"model\",\"id\":\"a/b\",\"date\":\"2026-11-20\",\"downloads\":3,\"authenticated\":0,"
                        + "\"anonymous\":3,\"files\":3,\"bytes\":10,\"classes\":{\"tool\":2,\"robot\":1}}\n",
                Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=classes&format=ndjson")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/daily", RECENT})
    void areNoColumnsWhereTheyAreNotCounted(String path) {
        put(TODAY, Map.of(ClientClass.TOOL, 1L));
        var without = new Asked(state, Projections.named(ProjectionNames.HOURS));

        String answer = without.text(Caller.ANONYMOUS, path + "?fields=classes");

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains("\"parameter\":\"fields\",\"value\":\"classes\",\"allowed\":\"nothing"), answer);
        assertEquals(200, without.reply(Caller.ANONYMOUS, path).status());
    }

    @ParameterizedTest
    @CsvSource({
        "from=2006-08-01&to=2026-11-01, \"parameter\":\"to\"",
        "from=yesterday&to=2026-11-20, \"parameter\":\"from\"",
        "format=xml, \"parameter\":\"format\"",
        "days=0, an integer from 1 to 3660",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String query, String problem) {
        put(TODAY, Map.of(ClientClass.TOOL, 1L));

        String answer = asked.text(Caller.ANONYMOUS, PATH + "?" + query);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void isNotThereWhereClassesAreNotCounted() {
        put(TODAY, Map.of(ClientClass.TOOL, 1L));

        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS));
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(PATH).statusCode());
            assertEquals(404, without.get(PATH).statusCode());
        }
    }

    private static Map<ClientClass, Long> anyClasses(SplittableRandom random) {
        Map<ClientClass, Long> downloads = new EnumMap<>(ClientClass.class);
        for (ClientClass type : ClientClass.values()) {
            if (random.nextInt(3) == 0) downloads.put(type, random.nextLong(1, 1_000_000));
        }
        return downloads;
    }

    private static long sum(JsonNode rows) {
        long sum = 0;
        for (JsonNode row : rows) sum += row.get("downloads").asLong();
        return sum;
    }

    private void put(LocalDate date, Map<ClientClass, Long> downloads) {
        long sum = downloads.values().stream().mapToLong(Long::longValue).sum();
        state.put(REPO, date, new DailyCounts(sum, 0, sum, 10)).putTail(REPO, date, Tails.classes(downloads));
    }
}
