package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.web.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question about repositories that were renamed, against the same question where all events have the present names. */
@Tag("slow")
class RenamedAnswersPropertyTest {
    private static final List<Caller> CALLERS =
            List.of(Caller.ANONYMOUS, new Caller(Optional.of("u1"), Set.of("acme"), false), Asked.ADMIN);
    private static final List<String> OF_ONE = List.of(
            "/stats?fields=balances",
            "/stats/recent?days=99&fields=bytes,excluded,classes,balances",
            "/stats/recent?from=2026-11-01&to=2026-11-20&format=csv",
            "/stats/hourly?days=92",
            "/stats/clients?days=999",
            "/stats/classes?days=9",
            "/stats/revisions?days=9",
            "/stats/files?days=9",
            "/stats/countries?days=9",
            "/stats/visitors?days=9",
            "/stats/sources",
            "/stats/badge.svg?period=week",
            "/stats/badge.json",
            "/like",
            "/likers?limit=2");
    private static final List<String> OF_MODEL = List.of(
            "/chats?limit=2", "/chats?skip=1&limit=2&order_by=title&direction=asc", "/chats?start_date=1795000000");
    private static final List<String> OF_ALL = List.of(
            "/trending",
            "/trending?limit=1",
            "/trending?limit=50&explain=true&fields=series&sort=growth",
            "/v1/search?limit=50",
            "/v1/search?q=acme/r&limit=3",
            "/v1/search?q=acme&type=dataset&limit=100",
            "/v1/namespaces/acme/stats?fields=series",
            "/v1/namespaces/acme/stats?days=3&limit=2&format=csv",
            "/trending?limit=2&days=90",
            "/trending?limit=3&days=30&classes=tool",
            "/trending?limit=3&days=2&to=2026-11-19",
            "/trending?limit=5&days=90&to=2026-09-30",
            "/trending?repo_type=dataset&limit=2&format=csv",
            "/v1/users/u0/likes?limit=1",
            "/v1/users/u1/likes?limit=3",
            "/v1/users/u2/likes?limit=2",
            "/v1/users/u3/likes?limit=2",
            "/v1/users/u2/likes",
            "/v1/users/u1/stats?days=99",
            "/v1/users/u1/stats?days=99&by=day&format=csv",
            "/v1/users/u1/stats?days=9&by=hour",
            "/v1/daily",
            "/v1/daily?fields=classes&format=ndjson&from=2026-01-01&to=2026-11-20",
            "/v1/daily?fields=excluded&from=2026-01-01&to=2026-11-20",
            "/v1/daily?repo_type=dataset&from=2026-01-01&to=2026-11-20",
            "/v1/hourly?from=2026-09-01&to=2026-11-20",
            "/v1/analytics/models",
            "/v1/analytics/models?limit=2",
            "/v1/analytics/tokens",
            "/v1/analytics/summary",
            "/v1/analytics/users",
            "/v1/analytics/daily",
            "/v1/analytics/daily?granularity=hourly&start_date=1794700000&end_date=1795219199",
            "/data?start_timestamp=0",
            "/data?start_timestamp=0&username=u1",
            "/data/self",
            "/model_references/statistics/model?limit=99",
            "/model_references/statistics/dataset?group_text_models=true",
            "/model_references/statistics/chat?limit=9",
            "/model_references/statistics/model/with-stats?include_backend_variations=true",
            "/model_references/statistics/chat/with-stats?include_workers=true");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("proof") ? 8 : 2);
    }

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(101, Boolean.getBoolean("proof") ? 103 : 101);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void answersAsIfEachEventHadThePresentName(long seed) {
        var random = new RandomRenames(seed);
        int partitions = 1 + (int) (seed % 4);
        check(
                seed,
                random,
                asked(random.apart(partitions), random.balances(name -> name)),
                asked(random.together(partitions), random.balances(random::nameOf)));
    }

    private static Asked asked(LocalState state, OpeningBalances balances) {
        return new Asked(GivenStates.alone(OneNode.reader(state, true, OneNode.facts(balances)), Served.RULES));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("fewSeeds")
    void answersSoWhereverTheNamesAreCounted(long seed) {
        var random = new RandomRenames(seed);
        try (Nodes nodes = Nodes.inProcess(2, () -> random.apart(Nodes.PARTITIONS))) {
            var apart = new Asked(GivenStates.alone(nodes.patientReader(1), Served.RULES));
            check(seed, random, apart, new Asked(random.together(Nodes.PARTITIONS)));
        }
    }

    private static void check(long seed, RandomRenames random, Asked apart, Asked together) {
        for (Caller caller : CALLERS) {
            for (String target : OF_ALL) {
                String asked = "seed " + seed + ", " + caller.user() + ", " + target;
                String expected = said(together, caller, target, "");
                assertTrue(!caller.admin() || expected.startsWith("200 "), asked + expected);
                assertEquals(expected, said(apart, caller, target, ""), asked);
            }
            for (RepoId repo : random.repos) checkOne(seed, random, repo, caller, apart, together);
            checkMany(seed, random, caller, apart, together);
        }
    }

    /** Holds many results to those for the present names; what is not found is called as it was asked for. */
    private static void checkMany(long seed, RandomRenames random, Caller caller, Asked apart, Asked together) {
        JsonNode expected = Asked.json(together.reply(caller, "/v1/bulk", bulk(random.repos, random::nameOf)));
        JsonNode found = Asked.json(apart.reply(caller, "/v1/bulk", bulk(random.repos, repo -> repo)));
        for (int i = 0; i < random.repos.size(); i++) {
            ObjectNode result = (ObjectNode) expected.at("/results/" + i);
            boolean isFound = result.path("status").asInt() == 200;
            if (!isFound) result.put("id", random.repos.get(i).fullName());
        }
        assertEquals(expected, found, "seed " + seed + ", " + caller.user());
    }

    private static void checkOne(
            long seed, RandomRenames random, RepoId repo, Caller caller, Asked apart, Asked together) {
        RepoId name = random.nameOf(repo);
        for (String route : OF_ONE) {
            String asked = "seed " + seed + ", " + caller.user() + ", " + repo + route;
            String expected = said(together, caller, path(name) + route, "");
            boolean isMoved = !name.equals(repo) && !expected.startsWith("404") && !expected.startsWith("401");
            assertEquals(
                    isMoved ? "301 " + path(name) + route : expected,
                    said(apart, caller, path(repo) + route, ""),
                    asked);
        }
        for (String route : OF_MODEL) {
            String root = "/v1/analytics/models/";
            assertEquals(
                    said(together, caller, root + name.mixedName() + route, ""),
                    said(apart, caller, root + repo.mixedName() + route, ""),
                    "seed " + seed + ", " + caller.user() + ", " + repo + route);
        }
    }

    private static String bulk(List<RepoId> repos, UnaryOperator<RepoId> nameOf) {
        return repos.stream()
                .map(nameOf)
                .map(repo -> "{\"type\":\"" + repo.type().label() + "\",\"id\":\"" + repo.fullName() + "\"}")
                .collect(Collectors.joining(",", "{\"repos\":[", "]}"));
    }

    private static String path(RepoId repo) {
        return "/" + repo.type().label() + "s/" + repo.fullName();
    }

    private static String said(Asked asked, Caller caller, String target, String body) {
        Reply reply = asked.reply(caller, target, body);
        if (reply.status() == 301) return "301 " + reply.headers().get("Location");
        String said =
                reply.streamed().isPresent() ? Asked.streamed(reply) : new String(reply.body(), StandardCharsets.UTF_8);
        return reply.status() + " " + said;
    }
}
