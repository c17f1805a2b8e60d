package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Neighbourhood.Asker;
import dev.footfall.queryapi.http.Neighbourhood.Repository;
import dev.footfall.queryapi.route.OneNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route × every caller × every kind of repository, over raw sockets. */
@Tag("slow")
class VisibilityMatrixTest {
    /** The one route that is for known callers alone. */
    private static final String LIKE = "/like";

    /** The ends of paths, after the repository. */
    private static final List<String> ROUTES = List.of(
            "/stats",
            "/stats?fields=balances",
            "/stats/live",
            "/stats/recent",
            "/stats/recent?days=365&fields=bytes,excluded",
            "/stats/recent?format=csv",
            "/stats/hourly",
            "/stats/clients",
            "/stats/files",
            "/stats/revisions?format=csv",
            "/stats/countries",
            "/stats/visitors",
            "/stats/sources",
            "/stats/sources?format=csv",
            "/stats/badge.svg",
            "/stats/badge.json?period=week",
            "/stats/chart.svg?theme=dark",
            "/stats/sparkline.svg",
            "/likers",
            LIKE);

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.serving(
                OneNode.reader(Neighbourhood.state(4), true, OneNode.facts(Neighbourhood.balances())),
                Served.config(new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE)));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    record Cell(String route, Asker asker, Repository repository) {
        String target(String prefix) {
            return prefix + repository.path() + route;
        }

        /** The status of an answer to a GET. */
        String status() {
            if (route.equals(LIKE) && !asker.isKnown()) return "401";
            return asker.maySee(repository) ? "200" : "404";
        }

        boolean isLookedUp() {
            return !status().equals("401");
        }

        Cell of(Repository other) {
            return new Cell(route, asker, other);
        }
    }

    static Stream<Cell> cells() {
        return ROUTES.stream()
                .flatMap(route -> Arrays.stream(Asker.values())
                        .flatMap(asker -> Arrays.stream(Repository.values())
                                .map(repository -> new Cell(route, asker, repository))));
    }

    static Stream<Cell> forbiddenCells() {
        return cells().filter(cell -> !cell.asker().maySee(cell.repository()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void showsToEachCallerWhatTheyMaySee(Cell cell) {
        for (String prefix : List.of("", "/api")) {
            String response =
                    served.raw("GET " + cell.target(prefix), cell.asker().headers());

            assertTrue(response.startsWith("HTTP/1.1 " + cell.status()), response);
            if (cell.route().equals("/stats")) {
                assertEquals(cell.asker().maySee(cell.repository()), response.contains("\"downloads\":1"), response);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forbiddenCells")
    void answersWhatIsForbiddenLikeWhatIsUnknown(Cell cell) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
            assertSame(method, cell);
        }
        assertSame("GET", cell, "If-None-Match: *");
        assertSame("GET", cell, "Accept-Encoding: gzip");
        assertSame("GET", cell, "Origin: https://example.org");
    }

    @Test
    void answersTheSameWhileNobodyCanBeAsked() {
        InMemoryState state = Neighbourhood.state(1);
        var strict = new QueryConfig(
                "127.0.0.1",
                0,
                1,
                QueryConfig.Unregistered.PUBLIC,
                new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE),
                QueryConfig.NO_ORIGIN,
                Served.COUNTRIES_MIN,
                false);
        try (Served lagging = Served.serving(state, strict)) {
            forbiddenCells().filter(Cell::isLookedUp).forEach(cell -> assertSame(lagging, "503", "GET", cell));
        }
        try (Served restoring = Served.knowing(state.restoring(0), 0, TrustedProxies.NONE)) {
            forbiddenCells().filter(Cell::isLookedUp).forEach(cell -> assertSame(restoring, "503", "GET", cell));
        }
        try (Served starting = Served.knowing(state.readiness(false, "starting"), 0, TrustedProxies.NONE)) {
            cells().filter(Cell::isLookedUp).forEach(cell -> assertSame(starting, "503", "GET", cell));
        }
    }

    private static void assertSame(String method, Cell cell, String... headers) {
        String status = method.equals("OPTIONS") ? "204" : method.equals("POST") ? "405" : cell.status();
        assertSame(served, status, method, cell, headers);
    }

    private static void assertSame(Served server, String status, String method, Cell cell, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(cell.asker().headers()));
        String[] lines = all.toArray(String[]::new);

        String forbidden = server.raw(method + " " + cell.target(""), lines);
        String unknown = server.raw(method + " " + cell.of(Repository.UNKNOWN).target(""), lines);

        assertTrue(forbidden.startsWith("HTTP/1.1 " + status), forbidden);
        assertEquals(Served.comparable(unknown), Served.comparable(forbidden));
    }

    @ParameterizedTest
    @EnumSource(Asker.class)
    void listsForEachCallerWhatTheyMaySeeAndFillsTheList(Asker asker) {
        assertLists("/trending", "trending", asker);
        assertLists("/v1/search?q=acme", "repositories", asker);
        assertTrue(served.raw("GET /trending?limit=1", asker.headers()).contains("\"id\""));
        assertTrue(served.raw("GET /v1/search?limit=1", asker.headers()).contains("\"id\""));
    }

    private static void assertLists(String target, String field, Asker asker) {
        String response = served.raw("GET " + target, asker.headers());
        JsonNode rows =
                Served.parsed(response.substring(response.indexOf("\r\n\r\n"))).get(field);

        Set<String> expected = new TreeSet<>();
        for (Repository repository : Repository.values()) {
            if (asker.maySee(repository)) expected.add(repository.id().fullName());
        }
        Set<String> listed = new TreeSet<>();
        rows.forEach(row -> listed.add(row.get("id").asText()));
        assertEquals(expected, listed, target);
    }

    @ParameterizedTest
    @EnumSource(Asker.class)
    void namesOriginsOfBalancesThatTheCallerMaySee(Asker asker) {
        for (String target : List.of("/trending", "/v1/search?q=acme", "/v1/repositories", "/v1/daily?days=365")) {
            String response = served.raw("GET " + target, asker.headers());
            for (Repository repository : Repository.values()) {
                String origin = Neighbourhood.origin(repository);
                assertEquals(asker.maySee(repository), response.contains(origin), target + " " + origin);
            }
        }
    }

    @Test
    void letsNoSharedCacheGiveOneCallersRowsToAnother() {
        for (Cell cell : cells().toList()) {
            String response = served.raw("GET " + cell.target(""), cell.asker().headers());
            assertTrue(response.contains("Vary: Authorization, Accept-Encoding\r\n"), response);
            if (!cell.status().equals("200")) {
                assertTrue(response.contains("Cache-Control: no-store\r\n"), response);
            } else if (cell.asker().isKnown()) {
                assertTrue(response.contains("Cache-Control: private, no-cache\r\n"), response);
            } else if (!cell.route()
                    .matches(".*(badge|chart|line).*")) { // a picture of what everybody may see is kept for a while
                assertTrue(response.contains("Cache-Control: no-cache\r\n"), response);
            }
        }
    }
}
