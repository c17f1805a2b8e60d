package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Reply;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every list of the product's own routes can be walked, by one rule. */
class ListPartsTest {
    private static final LocalDate TODAY = RandomRenames.TODAY;
    private static final int REVISIONS = 9;
    private static final int COUNTRIES = 10;
    private static final RepoId NAMED = new RepoId(RepoType.MODEL, "walked", "named");

    /** Paths of lists with many rows, the name of the list, and the most of its limit. */
    static Stream<List<String>> lists() {
        return Stream.of(
                List.of("/trending?days=30", "trending", "100"),
                List.of("/trending?days=30&sort=growth&fields=previous_downloads", "trending", "100"),
                List.of("/trending?days=90&to=2026-10-20&classes=tool,ci", "trending", "100"),
                List.of("/trending?days=30&explain=true", "trending", "100"),
                List.of("/v1/search", "repositories", "100"),
                List.of("/v1/search?q=r1", "repositories", "100"),
                List.of("/v1/namespaces/acme/stats?days=30&fields=series", "repositories", "1000"),
                List.of("/v1/repositories?days=30", "repositories", "1000"),
                List.of("/v1/unused?days=7", "unused", "1000"),
                List.of("/v1/gaps?from=2026-10-01&to=2026-11-19", "gaps", "1000"),
                List.of("/v1/corrections", "corrections", "1000"),
                List.of("/v1/users/u1/likes", "likes", "100"),
                List.of("/v1/users/u1/stats?days=30", "repositories", "10000"),
                List.of("/v1/users/u1/stats?days=3&by=day", "days", "10000"),
                List.of("/v1/users/u1/stats?days=1&by=hour", "hours", "10000"),
                List.of("/models/walked/named/likers", "likers", "100"),
                List.of("/models/walked/named/stats/sources", "sources", "1000"),
                List.of("/models/walked/named/stats/clients", "clients", "100"),
                List.of("/models/walked/named/stats/classes", "classes", "100"),
                List.of("/models/walked/named/stats/revisions", "revisions", "1000"),
                List.of("/models/walked/named/stats/revisions?sort=revision", "revisions", "1000"),
                List.of("/models/walked/named/stats/countries?sort=bytes", "countries", "1000"));
    }

    static Stream<Object[]> listsOfSeeds() {
        return lists().flatMap(list -> Stream.of(1L, 2L, 3L).map(seed -> new Object[] {list, seed}));
    }

    @ParameterizedTest(name = "{0}, seed={1}")
    @MethodSource("listsOfSeeds")
    void isTheWholeListHoweverItIsCut(List<String> list, long seed) {
        Asked asked = filled(seed);
        String path = list.get(0);
        List<String> whole = rows(asked.json(Asked.ADMIN, with(path, "limit=" + list.get(2))), list.get(1));

        assertFalse(whole.isEmpty(), path);
        for (int limit : List.of(1, 2, 3, whole.size(), whole.size() + 1)) {
            var walked = new ArrayList<String>();
            walk(asked, with(path, "limit=" + limit), answer -> {
                assertTrue(rows(answer, list.get(1)).size() <= limit);
                walked.addAll(rows(answer, list.get(1)));
            });
            assertEquals(whole, walked, path + " by " + limit);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trending?days=30",
                "/v1/search",
                "/v1/namespaces/acme/stats?days=30",
                "/v1/repositories?days=30",
                "/v1/unused?days=3000&max=999999"
            })
    void hasEachRowThatKeepsItsPlaceInOnePart(String path) {
        var state = new InMemoryState(4).current(Served.NOW, 0);
        IntFunction<RepoId> repo = i -> new RepoId(RepoType.MODEL, "acme", "r" + i);
        IntStream.range(0, 60).forEach(i -> state.put(repo.apply(i), TODAY, downloads(i)));
        var asked = new Asked(state);
        var walked = new ArrayList<String>();
        IntConsumer change = part -> {
            state.put(repo.apply(3 * part), TODAY, downloads(100 + part));
            state.put(repo.apply(100 + part), TODAY, downloads(part));
        };

        int[] parts = {0};
        walk(asked, with(path, "limit=7"), answer -> {
            String name = answer.has("trending") ? "trending" : answer.has("unused") ? "unused" : "repositories";
            answer.get(name).forEach(row -> walked.add(row.get("id").asText()));
            change.accept(parts[0]++);
        });

        List<String> kept = IntStream.range(0, 60)
                .filter(i -> i % 3 != 0 && i > 0)
                .mapToObj(i -> "acme/r" + i)
                .toList();
        assertEquals(
                kept, walked.stream().filter(kept::contains).sorted(byNumber()).toList(), path);
    }

    private static Comparator<String> byNumber() {
        return Comparator.comparing(id -> Integer.parseInt(id.substring("acme/r".length())));
    }

    private static DailyCounts downloads(long number) {
        return new DailyCounts(number, 0, number, 0, 0, 0);
    }

    /** A period that ends today ends on the day of the first part in all others. */
    @Test
    void keepsTheDayOfTheFirstPart() {
        var last = new ListPlace(List.of(-9L, 0L), List.of("acme/none"));
        String yesterday = new ListCursor("trending", TODAY.minusDays(1), 1, last).text();
        String tomorrow = new ListCursor("trending", TODAY.plusDays(1), 1, last).text();
        Asked asked = filled(1);

        assertEquals(
                "{\"start\":\"2026-11-13\",\"end\":\"2026-11-19\",\"days\":7}",
                asked.json(Caller.ANONYMOUS, "/trending?cursor=" + yesterday)
                        .get("period")
                        .toString());
        assertEquals(
                400,
                asked.reply(Caller.ANONYMOUS, "/trending?cursor=" + tomorrow).status());
    }

    @Test
    void countsOnFromPartToPart() {
        var ranks = new ArrayList<Integer>();
        walk(
                filled(1),
                "/trending?days=90&explain=true&limit=2",
                answer -> answer.get("trending")
                        .forEach(row -> ranks.add(row.get("rank").asInt())));

        assertEquals(IntStream.rangeClosed(1, ranks.size()).boxed().toList(), ranks);
    }

    @Test
    void refusesTheCursorOfAnotherListOrOrder() {
        Asked asked = filled(1);
        String next = asked.json(Caller.ANONYMOUS, "/trending?days=90&limit=1")
                .get("next")
                .asText();
        String list = "next of an answer to the same question";

        for (String path : List.of("/trending?sort=growth", "/v1/search?limit=1", "/v1/repositories?limit=2")) {
            JsonNode problem = asked.json(Caller.ANONYMOUS, with(path, "cursor=" + next));
            assertEquals(400, problem.get("status").asInt(), path);
            assertEquals("cursor", problem.get("parameter").asText());
            assertTrue(problem.get("allowed").asText().contains(list), problem::toString);
        }
    }

    @Test
    void hasALinkInCsvToo() {
        Reply reply = filled(1).reply(Caller.ANONYMOUS, "/trending?days=90&limit=1&format=csv");

        assertTrue(reply.headers().getOrDefault("Link", "").contains("format=csv&cursor="), reply.headers()::toString);
    }

    /** Repositories with former names, and one with many names of every kind, gaps and corrections. */
    private static Asked filled(long seed) {
        InMemoryState state = new RandomRenames(seed).apart(4);
        state.put(NAMED, TODAY, new DailyCounts(40, 0, 90, 900));
        var names = new TreeMap<String, DailyCounts>();
        for (int i = 0; i < 7; i++) names.put("n,\"" + i, new DailyCounts(i / 2, 0, 5, 10L * (i % 3)));
        state.putTail(NAMED, TODAY, tails(names));
        RandomRenames.USERS.forEach(
                user -> state.like(new Like(NAMED, user, Served.NOW.minusSeconds(user.hashCode() % 2))));
        for (int file = 0; file < 9; file++) state.addToSource(file(file));
        var states = GivenStates.alone(OneNode.reader(state, true), Served.RULES);
        for (int number = 1; number <= 5; number++) states.publish(correction(number));
        var asked = new Asked(states);
        for (String gap : List.of("05T06", "05T07", "05T09", "07T01"))
            for (String source : List.of("files-1", "files-2")) declare(asked, gap, source);
        return asked;
    }

    private static DownloadEvent file(int number) {
        return new DownloadEvent(
                "f" + number,
                Served.NOW,
                NAMED,
                VisitorId.user("u1"),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                new EventDetails("", null, null, "files-" + number % 5));
    }

    private static byte[] tails(Map<String, DailyCounts> names) {
        var tails = new ByteArrayOutputStream();
        tails.writeBytes(Tails.clients(Map.of(ClientProduct.GIT, 3L, ClientProduct.WGET, 3L, ClientProduct.UV, 1L)));
        tails.writeBytes(Tails.classes(Map.of(ClientClass.TOOL, 5L, ClientClass.CI, 1L, ClientClass.BROWSER, 1L)));
        tails.writeBytes(Tails.names(REVISIONS, names));
        tails.writeBytes(Tails.names(COUNTRIES, names, any -> 99));
        return tails.toByteArray();
    }

    private static Correction correction(int number) {
        var side = new Correction.Side(CountedState.MAIN, Served.RULES.id());
        return new Correction(number, Served.NOW, side, side, "why", StateChange.NONE, Optional.empty());
    }

    private static void declare(Asked asked, String hour, String source) {
        String body =
                "{\"source\":\"%s\",\"from\":\"2026-10-%s:00:00Z\",\"to\":\"2026-10-08T00:00:00Z\",\"reason\":\"why\"}"
                        .formatted(source, hour);
        assertEquals(204, asked.reply(Asked.ADMIN, "/v1/gaps/declare", body).status());
    }

    private static String with(String path, String parameter) {
        return path + (path.contains("?") ? "&" : "?") + parameter;
    }

    private static List<String> rows(JsonNode answer, String list) {
        assertTrue(answer.has(list), answer::toString);
        var rows = new ArrayList<String>();
        answer.get(list).forEach(row -> rows.add(row.toString()));
        return rows;
    }

    /** All parts, each asked for as the one before says. */
    private static void walk(Asked asked, String path, Consumer<JsonNode> part) {
        for (String next = path; !next.isEmpty(); ) {
            Reply reply = asked.reply(Asked.ADMIN, next);
            assertEquals(200, reply.status(), next);
            JsonNode answer = Asked.json(reply);
            String link = reply.headers().getOrDefault("Link", "");
            assertEquals(answer.has("next"), !link.isEmpty(), next);
            if (answer.has("next"))
                assertTrue(link.endsWith("cursor=" + answer.get("next").asText() + ">; rel=\"next\""), link);
            part.accept(answer);
            next = link.replaceAll("^<http://localhost|>.*$", "");
        }
    }
}
