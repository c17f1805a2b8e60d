package dev.footfall.queryapi.http.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.states.TwoStates.RepoDay;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.ProjectionNames;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/whatif/{state}/diff} over HTTP. */
@Tag("slow")
class DiffEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SUMS = List.of("type", "day", "repository", "reason", "class");
    private static final List<String> KINDS = List.of("type", "day", "repository", "reason", "class", "row");

    /** A part of the diff, as it is asked for and as it is counted naively. */
    private record Part(String query, Predicate<RepoDay> wanted, int top) {
        static Part random(Random random) {
            int top = 1 + random.nextInt(6);
            LocalDate from = TwoStates.FIRST.plusDays(random.nextInt(6));
            LocalDate to = from.plusDays(random.nextInt(8));
            RepoType type = TwoStates.oneOf(RepoType.values(), random);
            boolean hasPeriod = random.nextBoolean();
            boolean hasType = random.nextBoolean();
            Set<RepoId> some = TwoStates.someRepositories(random);
            Predicate<RepoDay> isInPeriod =
                    day -> !day.date().isBefore(from) && !day.date().isAfter(to);
            Predicate<RepoDay> isOfType = day -> day.repo().type() == type;
            return new Part(
                    "&limit=" + top + (hasPeriod ? "&from=" + from + "&to=" + to : "")
                            + (hasType ? "&repo_type=" + type.label() : "")
                            + (some.isEmpty() ? "" : "&repo=" + keys(some)),
                    day -> (!hasPeriod || isInPeriod.test(day))
                            && (!hasType || isOfType.test(day))
                            && (some.isEmpty() || some.contains(day.repo())),
                    top);
        }
    }

    private static String keys(Set<RepoId> repositories) {
        return repositories.stream().map(RepoId::key).collect(Collectors.joining(","));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheDifferenceOfTheTwoStatesHoweverItIsSummedUp(long seed) throws IOException {
        var random = new Random(seed);
        TwoStates states = TwoStates.random(seed);
        states.main.current(Served.NOW, 3);
        states.mine.current(Served.NOW, 5);
        try (Served served = states.served()) {
            for (int i = 0; i < 6; i++) {
                Part part = Part.random(random);
                NaiveDiff naive = NaiveDiff.of(states, part.wanted);
                for (String kind : KINDS) {
                    assertEquals(
                            expected(naive, Map.of("rows", naive.rows(kind, part.top))),
                            diff(served, "?by=" + kind + part.query),
                            kind + part.query);
                }
                var all = new LinkedHashMap<String, Object>();
                for (String kind : SUMS) all.put("by_" + kind, naive.rows(kind, part.top));
                assertEquals(expected(naive, all), diff(served, "?by=all" + part.query), part.query);
            }
        }
    }

    private static JsonNode expected(NaiveDiff naive, Map<String, ?> rows) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("state", "mine");
        fields.put("rules_before", Served.RULES.id());
        fields.put("rules", Served.RULES.id());
        fields.putAll(rows);
        fields.putAll(naive.end());
        fields.put("left", 4 * 5); // of four partitions
        return JSON.readTree(JSON.writeValueAsBytes(fields));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void writesTheSameAsCsv(long seed) {
        try (Served served = TwoStates.random(seed).served()) {
            for (String kind : KINDS) {
                String csv = text(served, "?format=csv&by=" + kind);

                assertEquals(csv(diff(served, "?by=" + kind).path("rows")), csv, kind);
            }
        }
    }

    /** The rows as CSV, with a column for each number of an object. */
    private static String csv(JsonNode rows) {
        var csv = new StringBuilder();
        for (JsonNode row : rows) {
            var heading = new ArrayList<String>();
            var cells = new ArrayList<String>();
            row.properties().forEach(field -> {
                if (!field.getValue().isObject()) {
                    heading.add(field.getKey());
                    cells.add(field.getValue().asText());
                }
                field.getValue().properties().forEach(part -> {
                    heading.add(field.getKey() + "_" + part.getKey());
                    cells.add(part.getValue().asText());
                });
            });
            if (csv.isEmpty()) csv.append(String.join(",", heading)).append("\r\n");
            csv.append(String.join(",", cells)).append("\r\n");
        }
        return csv.toString();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void makesTheOtherStateOfTheOneThatAnswers(long seed) {
        TwoStates states = TwoStates.random(seed);
        var numbers = totals(states.before);
        try (Served served = states.served()) {
            for (JsonNode row : diff(served, "").path("rows")) {
                String day = row.path("id").asText() + " " + row.path("date").asText();
                assertEquals(
                        numbers.getOrDefault(day, json(NaiveDiff.totals(states.before, any -> false))),
                        row.path("before"));
                numbers.put(day, row.path("after"));
            }
        }
        numbers.values().removeIf(json(NaiveDiff.totals(states.before, any -> false))::equals);

        assertEquals(totals(states.after), numbers);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void leavesOutNothingThatIsRemovedOrHasAHiddenName(long seed) {
        TwoStates states = TwoStates.random(seed).hidingAll();
        NaiveDiff naive = NaiveDiff.of(states, any -> true);
        try (Served served = states.served()) {
            JsonNode diff = diff(served, "?by=row");

            assertEquals(
                    JSON.valueToTree(naive.rows("row", 1)).toString(),
                    diff.path("rows").toString());
            assertEquals(
                    String.valueOf(naive.end().get("changed_days")),
                    diff.path("changed_days").asText());
        }
    }

    @Test
    void comparesNoClassesWithAStateThatCountsNone() {
        var states = new TwoStates();
        TwoStates.random(41)
                .before
                .forEach((day, row) ->
                        states.before(day, row).after(day, new TwoStates.Row(row.counts(), row.excluded(), Map.of())));
        var main = new CountedState(CountedState.MAIN, Served.RULES, OneNode.reader(states.main, true));
        RuleSet rules = Served.rules(Projections.named(ProjectionNames.HOURS));
        var mine = new CountedState("mine", rules, OneNode.reader(states.mine, true));
        try (Served served = Served.comparing(new GivenStates(main, mine));
                Served complete = states.served()) {
            JsonNode diff = diff(served, "?by=class");

            assertEquals(0, diff.path("rows").size());
            assertEquals(0, diff.path("changed_days").asInt());
            assertEquals(0, diff.at("/repositories/changed").asInt());
            JsonNode days = diff(served, "?by=day").path("rows");
            assertFalse(days.isEmpty());
            assertEquals(diff(complete, "?by=day").path("rows"), days);
        }
    }

    private static Map<String, JsonNode> totals(SortedMap<RepoDay, TwoStates.Row> rows) {
        Map<String, JsonNode> totals = new TreeMap<>();
        for (RepoDay key : rows.keySet()) {
            totals.put(key.repo().fullName() + " " + key.date(), json(NaiveDiff.totals(rows, key::equals)));
        }
        return totals;
    }

    private static JsonNode json(Map<String, Long> totals) {
        return Served.parsed(JSON.valueToTree(totals).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by=any | by | any",
                "by= | by | ",
                "limit=0 | limit | 0",
                "limit=1001 | limit | 1001",
                "limit=ten | limit | ten",
                "from=2016-11-01 | from | 2016-11-01",
                "from=2026-11-02&to=2026-11-01 | to | 2026-11-01",
                "from=yesterday&to=2026-11-01 | from | yesterday",
                "repo_type=any | repo_type | any",
                "repo=o/r-1 | repo | o/r-1",
                "repo=model/o/r-1, | repo | model/o/r-1,",
                "format=xml | format | xml",
                "by=all&format=csv | by | all",
                "by=type&by=day | by | type,day",
            })
    void namesWhatCannotBeAsked(String query, String parameter, String value) {
        try (Served served = TwoStates.random(1).served()) {
            HttpResponse<String> response = get(served, "?" + query);

            assertEquals(400, response.statusCode(), response.body());
            assertEquals(parameter, Served.json(response).path("parameter").asText(), response.body());
            assertFalse(Served.json(response).path("allowed").asText().isEmpty(), response.body());
        }
    }

    @Test
    void answersNothingWhereAPartitionOfEitherCannotBeAsked() {
        TwoStates states = TwoStates.random(1);
        try (Served served = states.served()) {
            states.mine.restoring(2);
            assertEquals(503, get(served, "").statusCode());
            states.mine.back(2);
            states.main.restoring(1);
            assertEquals(503, get(served, "?by=type&format=csv").statusCode());
            states.main.back(1);
            assertEquals(200, get(served, "").statusCode());
        }
    }

    private static JsonNode diff(Served served, String query) {
        return Served.parsed(text(served, query));
    }

    private static String text(Served served, String query) {
        HttpResponse<String> response = get(served, query);
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private static HttpResponse<String> get(Served served, String query) {
        return served.get("/v1/whatif/mine/diff" + query, "Authorization", TwoStates.ADMIN);
    }
}
