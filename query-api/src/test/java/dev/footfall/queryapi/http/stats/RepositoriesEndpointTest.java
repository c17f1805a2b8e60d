package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoriesEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final List<RepoType> TYPES = List.of(RepoType.values());
    private static final int MANY = 100_000;

    private InMemoryState state = new InMemoryState(4).current(Served.NOW, 0);
    private Asked asked = new Asked(state);

    private RepoId put(RepoType type, String name, long downloads) {
        RepoId repo = RepoId.of(type, name).orElseThrow();
        state.put(repo, TODAY, new DailyCounts(downloads, 0, downloads, 0, 0, 0));
        return repo;
    }

    /** All parts, asked for as the one before says; {@code between} is told the number of each. */
    private List<String> walk(String query, IntConsumer between) {
        List<String> names = new ArrayList<>();
        String path = "/v1/repositories" + query;
        for (int part = 1; !path.isEmpty(); part++) {
            Reply reply = asked.reply(Caller.ANONYMOUS, path);
            assertEquals(200, reply.status(), path);
            JsonNode answer = Asked.json(reply);
            answer.get("repositories")
                    .forEach(row -> names.add(
                            row.get("type").asText() + "/" + row.get("id").asText()));
            String link = reply.headers().getOrDefault("Link", "");
            assertEquals(answer.has("next"), !link.isEmpty());
            if (answer.has("next"))
                assertTrue(link.contains("cursor=" + answer.get("next").asText() + ">; rel=\"next\""), link);
            path = link.replaceAll("^<http://localhost|>.*$", "");
            between.accept(part);
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "downloads", "recent"})
    void meetsEachOfAHundredThousandRepositoriesOnce(String sort) {
        state = new InMemoryState(1).current(Served.NOW, 0); // each part is made of all: as few as there can be
        asked = new Asked(state);
        Set<String> all = IntStream.range(0, MANY)
                .mapToObj(i -> put(TYPES.get(i % TYPES.size()), "org" + i % 321 + "/repo-" + i, i % 97)
                        .key())
                .collect(Collectors.toSet());

        List<String> walked = walk("?days=1&limit=1000&sort=" + sort, part -> {});

        assertEquals(all.size(), walked.size());
        assertEquals(all, new HashSet<>(walked));
    }

    /** Those that keep their place, whatever others come and move. */
    @ParameterizedTest
    @ValueSource(strings = {"name", "downloads", "recent"})
    void meetsEachThatKeepsItsPlaceOnceWhileOthersMove(String sort) {
        Set<String> all = IntStream.range(0, 600)
                .mapToObj(i -> put(TYPES.get(i % TYPES.size()), "org" + i % 32 + "/repo-" + i, i % 7)
                        .key())
                .collect(Collectors.toSet());

        List<String> walked = walk("?days=1&limit=37&sort=" + sort, part -> {
            put(RepoType.MODEL, "new" + part + "/comer", part); // numbers and names change meanwhile
            put(RepoType.MODEL, "moved" + part % 4 + "/repo", 1_000 / part);
        });

        List<String> kept = walked.stream().filter(all::contains).toList();
        assertEquals(all.size(), kept.size());
        assertEquals(all, new HashSet<>(kept));
        assertTrue(
                walked.stream().allMatch(name -> all.contains(name) || name.matches("model/(new|moved).*")),
                walked::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "sort=downloads, dataset/z/x model/a/x model/b/x space/a/x dataset/z/none model/a/registered",
        "sort=recent, space/a/x model/a/x model/b/x dataset/z/none dataset/z/x model/a/registered",
        "sort=recent&type=model, model/a/x model/b/x model/a/registered",
        "sort=downloads&prefix=a, model/a/x space/a/x model/a/registered",
        "sort=recent&namespace=z, dataset/z/none dataset/z/x",
        "sort=downloads&prefix=A, ''",
        "sort=recent&days=5&to=2026-11-01, dataset/z/x dataset/z/none model/a/registered model/a/x model/b/x space/a/x"
    })
    void standsInTheOrderOfNumbersWithThoseWithoutAnyAtTheEnd(String query, String expected) {
        RepoId old = put(RepoType.DATASET, "z/x", 0);
        state.put(old, TODAY.minusDays(20), new DailyCounts(90, 0, 90, 0, 0, 0));
        put(RepoType.DATASET, "z/none", 0);
        put(RepoType.MODEL, "a/x", 5);
        put(RepoType.MODEL, "b/x", 5);
        put(RepoType.SPACE, "a/x", 5);
        state.like(new Like(put(RepoType.SPACE, "a/x", 5), "bob", Served.NOW));
        state.register(
                Registered.openly(RepoId.of(RepoType.MODEL, "a/registered").orElseThrow()));
        String days = query.contains("days=") ? "" : "days=2&";

        for (String limit : List.of("", "&limit=1", "&limit=2", "&limit=4"))
            assertEquals(expected, String.join(" ", walk("?" + days + query + limit, part -> {})), query + limit);
    }

    @Test
    void addsTheDownloadsOfEachDay() {
        put(RepoType.MODEL, "a/x", 5);

        JsonNode row = asked.json(Caller.ANONYMOUS, "/v1/repositories?days=2&fields=series")
                .at("/repositories/0");

        assertEquals("[0,5]", row.get("series").toString());
        JsonNode problem = asked.json(Caller.ANONYMOUS, "/v1/repositories?days=366&fields=series&limit=101");
        assertEquals(
                "an integer from 1 to 100 with these days",
                problem.get("allowed").asText());
    }

    @Test
    void standsInTheOrderOfTypeAndName() {
        put(RepoType.SPACE, "a/x", 1);
        put(RepoType.MODEL, "b/x", 1);
        put(RepoType.MODEL, "b-a/x", 1);
        put(RepoType.MODEL, "b/-", 1);
        put(RepoType.DATASET, "z/x", 1);

        List<String> expected = List.of("dataset/z/x", "model/b-a/x", "model/b/-", "model/b/x", "space/a/x");
        for (int limit = 1; limit <= 6; limit++)
            assertEquals(expected, walk("?limit=" + limit, part -> {}), "limit " + limit);
    }

    @ParameterizedTest
    @CsvSource({
        "type=dataset, dataset/ab/m",
        "repo_type=space, ''",
        "namespace=ab, dataset/ab/m model/ab/-x model/ab/m model/ab/my",
        "namespace=ab&prefix=ab/m, dataset/ab/m model/ab/m model/ab/my",
        "namespace=ab&prefix=abc, ''",
        "namespace=ab&prefix=a, dataset/ab/m model/ab/-x model/ab/m model/ab/my",
        "prefix=ab/my, model/ab/my",
        "prefix=ab, dataset/ab/m model/ab-/m model/ab/-x model/ab/m model/ab/my model/abc/m",
        "prefix=abc, model/abc/m",
        "prefix=%C3%A9, ''",
        "prefix=/, ''",
        "prefix=ab/m/, ''"
    })
    void listsWhatIsChosen(String query, String expected) {
        for (String name : List.of("ab/m", "ab/my", "ab/-x", "abc/m", "ab-/m", "aa/m", "ac/m"))
            put(RepoType.MODEL, name, 1);
        put(RepoType.DATASET, "ab/m", 1);

        for (String limit : List.of("", "&limit=1", "&limit=2"))
            assertEquals(expected, String.join(" ", walk("?" + query + limit, part -> {})), query + limit);
    }

    @Test
    void hidesWhatTheCallerMayNotSee() {
        put(RepoType.MODEL, "alice/open", 3);
        RepoId secret = put(RepoType.MODEL, "alice/secret", 4);
        state.register(Registered.privately(secret));

        assertEquals(List.of("model/alice/open"), walk("?limit=1", part -> {}));
        JsonNode own = asked.json(Asked.ALICE, "/v1/repositories?days=1");
        assertEquals(
                "{\"id\":\"alice/secret\",\"type\":\"model\",\"downloads\":4,\"likes\":0,\"recent_downloads\":4,\"private\":true}",
                own.at("/repositories/1").toString());
        assertFalse(own.has("next"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cursor=", "cursor=x", "cursor=%25", "cursor=bW9kZWw", "namespace=a/b", "limit=1001", "sort=x"})
    void refusesAnyOtherPlace(String query) {
        Reply reply = asked.reply(Caller.ANONYMOUS, "/v1/repositories?" + query);

        assertEquals(400, reply.status());
        assertEquals(
                query.substring(0, query.indexOf('=')),
                Asked.json(reply).get("parameter").asText());
    }

    @Test
    void isWholeOrRefused() {
        state.restoring(1);

        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/v1/repositories").status());
    }
}
