package dev.footfall.dialects.newapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "o", "b");

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);
    private final List<Naive> naive = new ArrayList<>();

    private record Naive(String name, Instant hour, HourCounts counts) {
        @Override
        public String toString() {
            return String.format(
                    "{\"model_name\":\"%s\",\"created_at\":%d,\"count\":%d,\"quota\":%d,\"token_used\":%d}",
                    name, hour.getEpochSecond(), counts.files(), counts.downloads(), counts.bytes());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void hasTheHoursThatBeginInThePeriodByNameAndTime(long seed) {
        var random = new Random(seed);
        String[] namespaces = {"acme", "datasets", "datasets-2", "datasets.d", "models", "spaces", "zoo"};
        for (int number = 0; number < 40; number++) {
            RepoType type = List.of(RepoType.values()).get(random.nextInt(3));
            String namespace = namespaces[random.nextInt(namespaces.length)];
            put(new RepoId(type, namespace, "r" + number), TODAY.minusDays(random.nextInt(3)), random);
        }
        Instant midnight = TODAY.minusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (int question = 0; question < 50; question++) {
            Instant start = midnight.plusSeconds(3_600 * random.nextInt(72) + random.nextInt(3) - 1);
            Instant end = start.plusSeconds(random.nextInt(200_000));

            String answer =
                    streamed("?start_timestamp=" + start.getEpochSecond() + "&end_timestamp=" + end.getEpochSecond());

            assertEquals(expected(start, end), answer, "seed=" + seed + " " + start + " " + end);
        }
    }

    private String expected(Instant start, Instant end) {
        List<String> rows = naive.stream()
                .filter(row -> !row.hour().isBefore(start) && !row.hour().isAfter(end))
                .sorted(Comparator.comparing(Naive::name).thenComparing(Naive::hour))
                .map(Naive::toString)
                .toList();
        return "{\"success\":true,\"message\":\"\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private void put(RepoId repo, LocalDate date, Random random) {
        var hours = new TreeMap<Integer, HourCounts>();
        for (int hour = random.nextInt(12); hour < HourlyCounts.HOURS; hour += 1 + random.nextInt(8)) {
            hours.put(hour, new HourCounts(random.nextInt(2), 1 + random.nextInt(9), random.nextInt(9)));
        }
        state.putHours(repo, date, hours);
        hours.forEach((hour, counts) ->
                naive.add(new Naive(repo.mixedName(), date.atTime(hour, 0).toInstant(ZoneOffset.UTC), counts)));
    }

    @Test
    void takesTheLastThirtyDaysUnlessATimeIsGiven() {
        for (int age = 0; age < 100; age++) one(MODEL, TODAY.minusDays(age), 23);
        one(MODEL, TODAY.plusDays(1), 3);
        long now = Served.NOW.getEpochSecond();

        assertEquals(31, rows("").size(), "the end is open");
        assertEquals(
                31,
                rows("?start_timestamp=" + (now - Duration.ofDays(30).toSeconds()))
                        .size());
        assertEquals(30, rows("?end_timestamp=" + now).size());
        assertEquals(101, rows("?start_timestamp=0").size());
        assertEquals(0, rows("?start_timestamp=0&end_timestamp=0").size());
        assertEquals(
                101,
                rows("?start_timestamp=0&end_timestamp=4102444800&default_time=hour&username=")
                        .size());
    }

    @Test
    void leavesOutHoursWithoutARequest() {
        var hour = new HourCounts(0, 1, 10);
        state.putHours(MODEL, TODAY, new TreeMap<>(Map.of(5, hour, 6, HourCounts.ZERO)));
        state.put("4711", new UserHour(MODEL, Instant.parse("2026-11-20T05:00:00Z"), 0, 0, 0));

        assertEquals(1, rows("").size());
        assertEquals(
                0, asked.json(Asked.ADMIN, "/data?username=4711").get("data").size());
    }

    /** A double click over the hour is a file of the later hour, and bytes of both. */
    @Test
    void keepsHoursThatHaveBytesAlone() {
        var click = new HourCounts(0, 0, 100);
        state.putHours(MODEL, TODAY, new TreeMap<>(Map.of(10, click, 11, new HourCounts(1, 1, 7))));
        state.put("4711", new UserHour(MODEL, Instant.parse("2026-11-20T10:00:00Z"), 0, 0, 100));

        assertEquals(List.of(100L, 7L), tokensUsed(rows("")));
        assertEquals(
                List.of(100L),
                tokensUsed(asked.json(Asked.ADMIN, "/data?username=4711").get("data")));
    }

    private static List<Long> tokensUsed(JsonNode rows) {
        List<Long> used = new ArrayList<>();
        rows.forEach(row -> used.add(row.get("token_used").asLong()));
        return used;
    }

    @Test
    void leavesOutWhatWasRemoved() {
        one(MODEL, TODAY, 3);
        state.register(Registered.removed(MODEL));

        assertEquals(0, rows("").size());
    }

    @Test
    void hasTheRowsOfOneUserWithTheirId() {
        state.put("4711", new UserHour(MODEL, Instant.parse("2026-11-20T05:00:00Z"), 3, 1, 90));

        Reply reply = asked.reply(Asked.ADMIN, "/api/data/?username=4711");

        assertEquals(
                "[{\"model_name\":\"o/b\",\"created_at\":1795150800,\"count\":3,\"quota\":1,\"token_used\":90,"
                        + "\"user_id\":4711,\"username\":\"4711\"}]",
                Asked.json(reply).get("data").toString());
        assertFalse(reply.headers().getOrDefault("ETag", "").isEmpty());
        assertEquals(
                "[]",
                asked.json(Asked.ADMIN, "/data?username=nobody").get("data").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "start_timestamp=1795219199000, start_timestamp",
        "start_timestamp=, start_timestamp",
        "end_timestamp=-1, end_timestamp",
        "start_timestamp=7200&end_timestamp=3600, end_timestamp",
        "start_timestamp=1&start_timestamp=2, start_timestamp",
        "username=%00, username",
        "username=a&username=b, username",
    })
    void refusesWhatCannotBeAndNamesIt(String query, String parameter) {
        Reply reply = asked.reply(Asked.ADMIN, "/data?" + query);

        assertEquals(400, reply.status());
        assertEquals(parameter, Asked.json(reply).get("parameter").asText());
    }

    @Test
    void answersNobodyAboutThemselvesWhereUsersAreNotCounted() {
        try (Served served = Served.counting(state, Projections.named("hours"))) {
            assertEquals(404, served.get("/data/self").statusCode());
            assertEquals(401, served.get("/data").statusCode());
        }
    }

    private void one(RepoId repo, LocalDate date, int hour) {
        state.putHours(repo, date, new TreeMap<>(Map.of(hour, new HourCounts(1, 1, 1))));
    }

    private JsonNode rows(String query) {
        return Served.parsed(streamed(query)).get("data");
    }

    private String streamed(String query) {
        return Asked.streamed(asked.reply(Asked.ADMIN, "/data" + query));
    }
}
