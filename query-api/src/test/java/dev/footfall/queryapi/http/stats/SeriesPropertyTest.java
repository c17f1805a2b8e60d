package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.stats.NaiveSeries.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any period in any zone by any interval, against a count of single downloads by {@code java.time}. */
@Tag("slow")
class SeriesPropertyTest {
    private static final String PATH = "/models/a/b/stats/recent";

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsAsOneWhoHasEveryDownload(long seed) {
        var random = new Random(seed);
        var naive = NaiveSeries.random(random);
        var asked = new Asked(naive.state());
        int refused = 0;

        for (int i = 0; i < 60; i++) {
            Question question = NaiveSeries.question(random);
            JsonNode answer = asked.json(Caller.ANONYMOUS, PATH + question.query());
            if (question.isOfNoDay()) {
                assertEquals("from", answer.path("parameter").asText());
            } else if (question.isOfHalfHours()) {
                refused++;
                assertTrue(answer.path("allowed").asText().contains("whole hours"), question + ": " + answer);
                assertEquals(question.zone(), answer.path("value").asText());
            } else {
                naive.check(question, answer);
            }
        }

        assertTrue(refused > 0, "no zone of half hours was asked for");
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void comparesAsTwoQuestionsDo(long seed) {
        var random = new Random(seed);
        var naive = NaiveSeries.random(random);
        var asked = new Asked(naive.state());

        for (int i = 0; i < 60; i++) {
            Question question = NaiveSeries.question(random);
            if (question.isOfHalfHours() || question.isOfNoDay()) continue;
            String with = random.nextBoolean() ? "previous" : "year-before";
            JsonNode answer = asked.json(Caller.ANONYMOUS, PATH + question.query() + "&compare=" + with);
            if (answer.has("status")) continue; // half hours in the period before
            naive.check(question, answer);
            JsonNode compared = answer.get("compare");
            JsonNode current = compared.get("current");
            JsonNode before = compared.get("before");
            naive.check(question.of(current.get("period")), current);
            naive.check(question.of(before.get("period")), before);
            long difference = sum(current) - sum(before);
            assertEquals(difference, compared.at("/difference/downloads").asLong(), question.toString());
            if (sum(before) == 0) assertTrue(compared.at("/difference/relative").isNull());
            else
                assertEquals(
                        (double) difference / sum(before),
                        compared.at("/difference/relative").asDouble());
            LocalDate today = LocalDate.ofInstant(Instant.parse("2026-11-20T23:59:59Z"), ZoneId.of(question.zone()));
            boolean isUnfinished = !question.to().isBefore(today);
            assertEquals(isUnfinished, compared.get("unfinished").asBoolean());
            if (!isUnfinished) assertEquals(answer.get("period"), current.get("period"));
            assertTrue(date(current, "end").isBefore(today), question.toString());
            if (with.equals("previous")) assertEquals(date(current, "start").minusDays(1), date(before, "end"));
        }
    }

    private static LocalDate date(JsonNode series, String end) {
        return LocalDate.parse(series.at("/period/" + end).asText());
    }

    private static long sum(JsonNode series) {
        long sum = 0;
        for (JsonNode row : series.get("stats")) sum += row.get("downloads").asLong();
        return sum;
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void exportsTheSameRows(long seed) {
        var random = new Random(seed);
        var asked = new Asked(NaiveSeries.random(random).state());

        for (int i = 0; i < 40; i++) {
            Question question = NaiveSeries.question(random);
            if (question.isOfHalfHours() || question.isOfNoDay()) continue;
            List<String> rows = asked.text(Caller.ANONYMOUS, PATH + question.query() + "&format=csv")
                    .lines()
                    .toList();
            String daily = question.query().replace("&fields=bytes", "");
            List<String> exported = Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily" + daily))
                    .lines()
                    .map(line -> line.replaceFirst("^(type,id|model,a/b),", ""))
                    .toList();
            assertEquals(sums(rows, "downloads"), sums(exported, "downloads"), question.toString());
            assertEquals(sums(rows, "bytes"), sums(exported, "bytes"), question.toString());
            assertEquals(firstColumn(rows), firstColumn(exported), question.toString());
            assertEquals(
                    exported.size() - 1,
                    Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily" + daily + "&format=ndjson"))
                            .lines()
                            .count());
            List<String> hourly = Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/hourly" + daily))
                    .lines()
                    .toList();
            assertEquals(sums(rows, "downloads"), sums(hourly, "downloads"), question.toString());
            assertEquals(exported.size(), hourly.size());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void addsUpTheHoursOfARepositoryAndOfAUser(long seed) {
        var random = new Random(seed);
        var naive = NaiveSeries.random(random);
        var asked = new Asked(naive.state());

        for (int i = 0; i < 40; i++) {
            Question question = NaiveSeries.question(random);
            if (question.isOfHalfHours() || question.isOfNoDay()) continue;
            String query = question.query().replace("&fields=bytes", "");
            JsonNode recent = asked.json(Caller.ANONYMOUS, PATH + question.query());
            if (recent.at("/period/days").asInt() <= 92) {
                JsonNode hourly = asked.json(Caller.ANONYMOUS, "/models/a/b/stats/hourly" + query);
                assertEquals(column(recent, "stats", "downloads"), column(hourly, "stats", "downloads"), query);
                assertEquals(column(recent, "stats", "bytes"), column(hourly, "stats", "bytes"), query);
            }
            if (recent.at("/period/days").asInt() <= 366) {
                boolean isByHour = question.interval().equals("hour");
                String by = isByHour ? query.replace("interval=hour", "by=hour") : query + "&by=day";
                JsonNode user = asked.json(Asked.ALICE, "/v1/users/alice/stats" + by);
                String field = isByHour ? "hours" : "days";
                for (String column : List.of("downloads", "files", "date", "hour", "end")) {
                    if (isByHour && column.equals("date")) continue;
                    assertEquals(column(recent, "stats", column), column(user, field, column), query);
                }
            }
        }
    }

    private static List<String> column(JsonNode answer, String field, String name) {
        List<String> column = new ArrayList<>();
        for (JsonNode row : answer.get(field)) column.add(row.path(name).asText());
        return column;
    }

    /** The first column of lines with files. */
    private static List<String> firstColumn(List<String> lines) {
        int files = List.of(lines.get(0).split(",", -1)).indexOf("files");
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> !cells[files].equals("0"))
                .map(cells -> cells[0])
                .toList();
    }

    private static long sums(List<String> lines, String name) {
        int column = List.of(lines.get(0).split(",", -1)).indexOf(name);
        return lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
                .sum();
    }
}
