package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.EndlessRows;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.gaps.SourceDays;
import dev.footfall.queryapi.http.Neighbourhood.Asker;
import dev.footfall.queryapi.http.Neighbourhood.Repository;
import dev.footfall.queryapi.route.RemoteNode;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that has no partition answers as the one that has them all, byte for byte. */
@Tag("slow")
class ManyNodesTest {
    private static final List<String> RANKINGS = List.of(
            "/trending",
            "/trending?limit=1",
            "/trending?explain=true&fields=series&sort=growth",
            "/v1/namespaces/o1/stats?fields=series",
            "/v1/users/alice/likes",
            "/v1/daily",
            "/v1/daily?format=ndjson",
            "/v1/hourly",
            "/v1/gaps?from=2026-11-01&to=2026-11-20",
            "/v1/sources?from=2026-11-18&to=2026-11-18",
            "/v1/daily?fields=gaps&from=2026-11-01&to=2026-11-20",
            "/v1/analytics/models",
            "/v1/analytics/tokens",
            "/v1/analytics/users",
            "/v1/analytics/summary",
            "/v1/analytics/daily",
            "/model_references/statistics/model?limit=9",
            "/model_references/statistics/model/with-stats?include_backend_variations=true",
            "/model_references/statistics/none");

    @Test
    void answersEveryCallerTheSameAsTheOwner() {
        try (var remote = new RemoteNode(state(), state());
                Served wrong = Served.serving(remote.reader(), knowing()).withGaps();
                Served right = Served.serving(state(), knowing()).withGaps()) {
            for (Asker asker : Asker.values()) {
                for (String target : targets().toList()) {
                    String request = "GET " + target;
                    assertEquals(
                            Served.comparable(right.raw(request, asker.headers())),
                            Served.comparable(wrong.raw(request, asker.headers())),
                            asker + " " + target);
                }
            }
        }
    }

    private static InMemoryState state() {
        InMemoryState state = Neighbourhood.state(4);
        LocalDate first = LocalDate.parse("2026-10-20");
        LocalDate last = LocalDate.parse("2026-11-19");
        SourceDays.regular(
                        "files-1", first, last, 6, SourceDays.between("2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z"))
                .forEach(day -> state.put(0, day).put(3, day));
        return state;
    }

    private static Stream<String> targets() {
        Stream<String> ofRepositories = Arrays.stream(Repository.values())
                .flatMap(repository -> Stream.of(
                                "/stats", "/stats/recent", "/stats/sources", "/stats/badge.json", "/likers", "/like")
                        .map(route -> repository.path() + route));
        return Stream.concat(RANKINGS.stream(), ofRepositories);
    }

    private static QueryConfig knowing() {
        return new QueryConfig(
                "127.0.0.1",
                0,
                QueryConfig.ANY_LAG,
                QueryConfig.Unregistered.PUBLIC,
                new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE),
                QueryConfig.NO_ORIGIN,
                Served.COUNTRIES_MIN,
                false);
    }

    @Test
    void breaksAnExportThatBreaksOnThePeer() {
        var rows = new EndlessRows(10_000);
        try (var remote = new RemoteNode(rows.state(), new InMemoryState(4));
                Served served = Served.serving(remote.reader(), knowing())) {
            assertThrows(UncheckedIOException.class, () -> served.get("/v1/daily"));
            String raw = served.raw("GET /v1/daily");

            assertTrue(raw.startsWith("HTTP/1.1 200") && !raw.endsWith("0\r\n\r\n"), "looks whole");
            Awaitility.await().until(() -> rows.open() == 0);
        }
    }

    @Test
    void refusesAnExportWhosePeerFailsBeforeTheFirstRow() {
        try (var remote = new RemoteNode(new EndlessRows(0).state(), new InMemoryState(4));
                Served served = Served.serving(remote.reader(), knowing())) {
            assertEquals(503, served.get("/v1/daily").statusCode());
        }
    }

    @Test
    void refusesWhatIsFurtherBehindThanAllowedWhicheverNodeSaysIt() {
        var strict = Served.config("127.0.0.1", 0, 2, QueryConfig.Unregistered.PUBLIC);
        try (var remote = new RemoteNode(Neighbourhood.state(4), Neighbourhood.state(4));
                Served served = Served.serving(remote.reader(), strict)) {
            assertEquals(503, served.get(Repository.PUBLIC.path() + "/stats").statusCode());
        }
    }
}
