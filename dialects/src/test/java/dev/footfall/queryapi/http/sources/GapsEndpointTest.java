package dev.footfall.queryapi.http.sources;

import static dev.footfall.queryapi.gaps.SourceDays.between;
import static dev.footfall.queryapi.gaps.SourceDays.regular;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Silent on 2026-11-18 from 06:00 to 09:00: {@code files 1}. */
class GapsEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final String GAP = "2026-11-18T06:00:00Z/2026-11-18T09:00:00Z;files%201";
    private static final LocalDate DAY = LocalDate.parse("2026-11-18");

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    private void fallSilent() {
        put(0, "files 1", "2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z");
        put(1, "files-2", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    }

    private void put(int partition, String source, String from, String to) {
        regular(source, LocalDate.parse("2026-10-20"), LocalDate.parse("2026-11-19"), 20, between(from, to))
                .forEach(day -> state.put(partition, day));
        state.put(REPO, DAY, new DailyCounts(3, 1, 6, 60)).current(Instant.parse("2026-11-20T10:00:00Z"), 0);
    }

    @Test
    void listsTheGapsOfAPeriodToEverybody() {
        fallSilent();

        JsonNode answer = asked.json(Caller.ANONYMOUS, "/v1/gaps?from=2026-11-18&to=2026-11-18");

        assertEquals(
                "[{\"source\":\"files 1\",\"from\":\"2026-11-18T06:00:00Z\",\"to\":\"2026-11-18T09:00:00Z\",\"hours\":3,"
                        + "\"origin\":\"found\",\"reason\":\"\"}]",
                answer.path("gaps").toString());
        assertEquals(
                0,
                asked.json(Caller.ANONYMOUS, "/v1/gaps?from=2026-11-19&to=2026-11-19")
                        .path("gaps")
                        .size());
        assertEquals(1, asked.json(Caller.ANONYMOUS, "/v1/gaps").path("gaps").size());
    }

    @Test
    void findsNoGapWhereAnotherPartitionHasTheSourcesEvents() {
        fallSilent();
        put(2, "files 1", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

        assertEquals(0, asked.json(Caller.ANONYMOUS, "/v1/gaps").path("gaps").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/a/b/stats/recent?days=7",
                "/models/a/b/stats/hourly?days=7",
                "/models/a/b/stats/chart.svg?days=7",
                "/models/a/b/stats/badge.svg?period=week",
                "/models/a/b/stats/badge.json?period=month",
                "/v1/daily",
                "/v1/hourly",
                "/models/a/b/stats/recent?from=2026-11-17&to=2026-11-17&tz=America/Los_Angeles",
                "/packagist/packages/a/b/stats/all.json?from=2026-11-17&to=2026-11-18",
                "/packagist/packages/a/b.json",
                "/models/a/b/stats/recent?days=1&compare=previous",
                "/models/a/b/stats/recent?from=2026-11-18&to=2026-11-18&compare=year-before",
                "/models/a/b/stats/clients?days=7",
                "/models/a/b/stats/classes?days=7&format=csv",
                "/models/a/b/stats/files?days=7",
                "/models/a/b/stats/revisions?days=7&interval=week",
                "/models/a/b/stats/countries?days=7",
                "/models/a/b/stats/visitors?days=7",
                "/v1/namespaces/a/stats?days=7",
                "/trending?days=7",
                "/trending?days=1&to=2026-11-19&fields=previous_downloads",
                "/trending?days=1&fields=previous_finished_downloads",
                "/trending?days=2&to=2026-11-20&fields=finished_downloads",
                "/trending?days=1&sort=growth",
                "/trending?days=1&explain=true"
            })
    void saysInAHeaderOfEachAnswerAboutDaysWhichHoursAreMissing(String path) {
        fallSilent();
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on

        assertEquals(GAP, gaps(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/a/b/stats/recent?days=2",
                "/models/a/b/stats/recent?from=2026-11-19&to=2026-11-19&tz=Asia/Tokyo",
                "/models/a/b/stats/recent?from=2026-11-19&to=2026-11-19&compare=year-before",
                "/models/a/b/stats/hourly?from=2026-11-19&to=2026-11-19&tz=Asia/Tokyo",
                "/v1/hourly?from=2026-11-19&to=2026-11-19&tz=Asia/Tokyo",
                "/v1/daily?from=2026-11-19&to=2026-11-19&tz=Asia/Tokyo",
                "/packagist/packages/a/b/stats/all.json?from=2026-11-16&to=2026-11-17",
                "/packagist/packages/a/b/stats/all.json?from=2026-11-19",
                "/models/a/b/stats/clients?days=2",
                "/models/a/b/stats/files?days=2",
                "/models/a/b/stats/visitors?days=2",
                "/models/a/b/stats/badge.svg?period=day",
                "/models/a/b/stats/badge.svg",
                "/v1/namespaces/a/stats?days=2",
                "/trending?days=1",
                "/trending?days=1&fields=previous_downloads",
                "/trending?days=1&fields=finished_downloads,series",
                "/trending?days=1&to=2026-11-19&fields=finished_downloads",
                "/models/a/b/stats"
            })
    void saysNothingWhereTheDaysHaveNoGap(String path) {
        fallSilent();
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on

        assertEquals("none", gaps(path));
    }

    @Test
    void saysItOfManyRepositoriesAndOfAUserToo() {
        fallSilent();
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on
        String body = "{\"repos\":[{\"type\":\"model\",\"id\":\"a/b\"}],\"days\":7}";

        assertEquals(GAP, gaps(asked.reply(Caller.ANONYMOUS, "/v1/bulk", body)));
        assertEquals(GAP, gaps(asked.reply(Asked.ALICE, "/v1/users/alice/stats?days=7")));
        assertEquals(
                GAP, gaps(asked.reply(Asked.ALICE, "/v1/users/alice/stats?days=7&by=day&tz=Asia/Tokyo&format=csv")));
        assertEquals("none", gaps(asked.reply(Asked.ALICE, "/v1/users/alice/stats?days=2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/analytics/models?start_date=",
                "/v1/analytics/tokens?start_date=",
                "/v1/analytics/summary?start_date=",
                "/v1/analytics/users?start_date=",
                "/v1/analytics/daily?start_date=",
                "/v1/analytics/models/a%2Fb/chats?start_date=",
                "/data?start_timestamp=",
                "/data?username=alice&start_timestamp=",
                "/data/self?start_timestamp="
            })
    void saysItOfHoursToo(String path) {
        fallSilent();
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on
        long nine = Instant.parse("2026-11-18T09:00:00Z").getEpochSecond();

        assertEquals(GAP, gaps(asked.reply(Asked.ADMIN, path + (nine - 3_600))));
        assertEquals("none", gaps(asked.reply(Asked.ADMIN, path + nine)));
    }

    @Test
    void listsTheLastOfManyGapsAfterAPlus() {
        for (int i = 0; i < 9; i++) put(0, "s" + i, "2026-11-18T06:00:00Z", "2026-11-18T07:00:00Z");
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on

        String gaps = gaps("/v1/daily");

        assertTrue(gaps.startsWith("+, 2026-11-18T06:00:00Z/2026-11-18T07:00:00Z;s1, "), gaps);
        assertEquals(9, gaps.split(", ").length);
    }

    @Test
    void listsFewerGapsOfSourcesWithLongNamesThanProxiesRefuse() {
        for (int i = 0; i < 3; i++) {
            put(0, i + "\ud83d\ude00".repeat(200), "2026-11-18T06:00:00Z", "2026-11-18T07:00:00Z");
        }
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on

        String gaps = gaps("/v1/daily");

        assertTrue(gaps.startsWith("+, 2026-11-18T06:00:00Z/2026-11-18T07:00:00Z;2%F0%9F%98%80"), gaps);
        assertTrue(gaps.length() < 4_096, gaps);
    }

    @Test
    void hasAColumnOfTheHoursThatAreMissing() {
        fallSilent();

        JsonNode recent =
                asked.json(Caller.ANONYMOUS, "/models/a/b/stats/recent?from=2026-11-17&to=2026-11-18&fields=gaps");
        String csv = Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=gaps,classes"));

        assertEquals("", recent.at("/stats/0/gaps").asText());
        assertEquals("06-09 files 1", recent.at("/stats/1/gaps").asText());
        assertTrue(csv.lines().findFirst().orElseThrow().endsWith(",gaps"), csv);
        assertTrue(csv.lines().toList().get(1).endsWith(",06-09 files 1"), csv);
        assertFalse(asked.json(Caller.ANONYMOUS, "/models/a/b/stats/recent")
                .at("/stats/0")
                .has("gaps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/a/b/stats/chart.svg?days=", "/v1/compare.svg?repos=a/b&days="})
    void hatchesTheDayInThePicture(String path) {
        fallSilent();
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status()); // the gaps are known from now on

        String hatched = asked.text(Caller.ANONYMOUS, path + 7);
        String whole = asked.text(Caller.ANONYMOUS, path + 2);

        assertTrue(hatched.contains("<title>2026-11-18: no data 06-09 files 1</title>"), hatched);
        assertFalse(whole.contains("url(#ff-gaps)"), whole);
    }

    @Test
    void saysThatGapsAreUnknownWhileAPartitionDoesNotAnswer() {
        fallSilent();
        state.restoring((state.partitionOf(REPO) + 1) % 4);

        assertEquals("unknown", gaps("/models/a/b/stats/recent"));
        Reply picture = asked.reply(Caller.ANONYMOUS, "/models/a/b/stats/chart.svg");
        assertEquals("no-cache", picture.headers().get("Cache-Control"));
        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/v1/gaps").status());
        assertEquals(
                503,
                asked.reply(Caller.ANONYMOUS, "/models/a/b/stats/recent?fields=gaps")
                        .status());
    }

    @Test
    void meansTheHoursOfASourceFromItsFirstHourOn() {
        var hours = new ArrayList<>(Collections.nCopies(24, SourceHour.EMPTY));
        for (int hour = 4; hour < 7; hour++) hours.set(hour, new SourceHour(30, 0));
        LocalDate day = LocalDate.parse("2026-11-20");
        Instant first = Instant.parse("2026-11-20T04:59:30Z");
        state.put(0, new SourceDay("files-1", day, hours, first, Instant.parse("2026-11-20T07:30:00Z")));
        state.current(Instant.parse("2026-11-20T07:30:00Z"), 0);

        assertEquals(
                30,
                asked.json(Asked.ADMIN, "/v1/sources")
                        .at("/sources/0/events_per_hour")
                        .asDouble());
    }

    @Test
    void tellsAdministratorsAloneWhatArrivedOfEachSource() {
        fallSilent();

        assertEquals(401, asked.reply(Caller.ANONYMOUS, "/v1/sources").status());
        assertEquals(403, asked.reply(Asked.ALICE, "/v1/sources").status());
        JsonNode answer = asked.json(Asked.ADMIN, "/v1/sources");
        assertEquals(
                "{\"source\":\"files 1\",\"first\":\"2026-10-20T00:00:00Z\",\"last\":\"2026-11-19T23:59:00Z\","
                        + "\"events\":14820,\"events_last_hour\":20,\"events_per_hour\":19.9,\"without_agent\":0.05,"
                        + "\"without_agent_mean\":0.05}",
                answer.at("/sources/0").toString());
        assertEquals("2026-11-19T23:00:00Z", answer.path("until").asText());
        assertFalse(answer.has("days"));
    }

    @Test
    void tellsWhatArrivedUntilTheLogsTimeWhereAServersClockIsAhead() {
        fallSilent();
        state.current(Instant.parse("2026-11-19T12:30:00Z"), 0);

        JsonNode answer = asked.json(Asked.ADMIN, "/v1/sources");

        assertEquals("2026-11-19T12:00:00Z", answer.path("until").asText());
    }

    @Test
    void tellsTheHoursOfDaysThatAreAskedFor() {
        fallSilent();

        JsonNode days = asked.json(Asked.ADMIN, "/v1/sources?from=2026-11-18&to=2026-11-18")
                .path("days");

        assertEquals(2, days.size());
        assertEquals(
                "{\"source\":\"files 1\",\"date\":\"2026-11-18\",\"hours\":[20,20,20,20,20,20,0,0,0,20,20,20,20,20,20,20,20,20,"
                        + "20,20,20,20,20,20]}",
                days.get(0).toString());
    }

    @Test
    void takesAnAdministratorsWordForAGapOrAgainstOne() {
        fallSilent();
        String declared =
                "{'source':'files-2','from':'2026-11-19T01:00:00Z','to':'2026-11-19T03:00:00Z','reason':'half'}";
        String dismissed =
                "{'source':'files 1','from':'2026-11-18T06:00:00Z','to':'2026-11-18T08:00:00Z','reason':'closed'}";

        assertEquals(401, say(Caller.ANONYMOUS, "declare", declared));
        assertEquals(403, say(Asked.ALICE, "dismiss", dismissed));
        assertEquals(1, asked.json(Caller.ANONYMOUS, "/v1/gaps").path("gaps").size());
        assertEquals(204, say(Asked.ADMIN, "declare", declared));
        assertEquals(204, say(Asked.ADMIN, "dismiss", dismissed));

        assertEquals(
                "2026-11-18T08:00:00Z/2026-11-18T09:00:00Z;files%201, 2026-11-19T01:00:00Z/2026-11-19T03:00:00Z;files-2",
                gaps("/models/a/b/stats/recent"));
        JsonNode gap = asked.json(Caller.ANONYMOUS, "/v1/gaps").at("/gaps/1");
        assertEquals(
                "declared half",
                gap.path("origin").asText() + " " + gap.path("reason").asText());
    }

    private int say(Caller caller, String word, String body) {
        return asked.reply(caller, "/v1/gaps/" + word, body.replace('\'', '"')).status();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/gaps?from=2016-11-12, from",
        "/v1/gaps?from=yesterday&to=2026-11-18, from",
        "/v1/gaps?format=xml, format",
        "/v1/sources?from=2026-11-18&to=2026-11-17, to",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String path, String parameter) {
        JsonNode problem = asked.json(Asked.ADMIN, path);

        assertEquals(400, problem.path("status").asInt(), problem::toString);
        assertEquals(parameter, problem.path("parameter").asText(), problem::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source | {'from':'2026-11-18T06:00:00Z','to':'2026-11-18T07:00:00Z','reason':'r'}",
                "from | {'source':'s','from':'2026-11-18T06:30:00Z','to':'2026-11-18T07:00:00Z','reason':'r'}",
                "from | {'source':'s','from':6,'to':'2026-11-18T07:00:00Z','reason':'r'}",
                "to | {'source':'s','from':'2026-11-18T06:00:00Z','to':'2026-11-18T06:00:00Z','reason':'r'}",
                "to | {'source':'s','from':'2026-11-18T06:00:00Z','to':'2036-11-18T06:00:00Z','reason':'r'}",
                "reason | {'source':'s','from':'2026-11-18T06:00:00Z','to':'2026-11-18T07:00:00Z','reason':' '}",
                "sources | {'sources':'s','from':'2026-11-18T06:00:00Z','to':'2026-11-18T07:00:00Z','reason':'r'}",
                "to | {'source':'s','from':'2026-11-18T06:00:00Z','to':'2026-11-18T07:00:00Z','to':null,'reason':'r'}",
                "body | [1]",
                "body | {"
            })
    void refusesAVerdictThatItCannotUseAndNamesWhatIsWrong(String parameter, String body) {
        Reply refused = asked.reply(Asked.ADMIN, "/v1/gaps/declare", body.replace('\'', '"'));

        assertEquals(400, refused.status());
        assertEquals(parameter, Asked.json(refused).path("parameter").asText());
    }

    private String gaps(String path) {
        return gaps(asked.reply(Caller.ANONYMOUS, path));
    }

    private static String gaps(Reply reply) {
        assertEquals(200, reply.status());
        return reply.headers().getOrDefault("X-Footfall-Gaps", "none");
    }
}
