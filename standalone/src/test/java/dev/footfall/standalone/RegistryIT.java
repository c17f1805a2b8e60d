package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.renames.Lineage;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories and likes come in by HTTP, and the state knows them, also when it was lost. */
class RegistryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final RepoId ROCKET = new RepoId(RepoType.MODEL, "acme", "rocket");
    private static final RepoId SLED = new RepoId(RepoType.MODEL, "acme", "sled");
    private static final RepoId LIKED = new RepoId(RepoType.DATASET, "acme", "only-liked");
    private static final RepoId KITE = new RepoId(RepoType.MODEL, "acme", "kite");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    @TempDir
    Path directory;

    @Test
    @Tag("proof")
    void knowsRepositoriesAndLikesAfterEveryKindOfStart() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            fill(house);
            assertKnown(house.aggregator().state());
        }
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertKnown(house.aggregator().state());
            String back = "{\"repo\":\"acme/kite\"}";
            assertEquals(409, send(house, "PUT", "/v1/repositories/models/acme/rocket/renamed-to", back));
        }
        deleteLocalStores();
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertKnown(house.aggregator().state());
        }
        try (var rebuild = Rebuild.start(settings(), false, reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertKnown(house.aggregator().state());
            assertEquals(202, send(house, "DELETE", "/v1/likes/models/acme/rocket/bob", ""));
            LocalState state = house.aggregator().state();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(1, found(state.likes().number(ROCKET))));
        }
    }

    private void fill(Standalone house) throws Exception {
        assertEquals(
                202,
                send(
                        house,
                        "PUT",
                        "/v1/repositories/models/acme/rocket",
                        "{\"private\":true,\"tags\":[\"nlp\"],\"category\":\"chat\"}"));
        assertEquals(202, send(house, "PUT", "/v1/repositories/models/acme/sled", "{\"private\":false}"));
        assertEquals(202, send(house, "DELETE", "/v1/repositories/models/acme/sled", ""));
        String name = "{\"repo\":\"acme/rocket\"}";
        assertEquals(202, send(house, "PUT", "/v1/repositories/models/acme/kite/renamed-to", name));
        assertEquals(202, send(house, "PUT", "/v1/repositories/models/acme/sled/renamed-to", name));
        assertEquals(202, send(house, "DELETE", "/v1/repositories/models/acme/sled/renamed-to", ""));
        assertEquals(202, send(house, "POST", "/v1/events", "[" + event("1", ROCKET) + "," + event("2", SLED) + "]"));
        String time = "?time=2026-01-05T10:00:0";
        assertEquals(202, send(house, "PUT", "/v1/likes/models/acme/rocket/ann" + time + "1Z", ""));
        assertEquals(202, send(house, "PUT", "/v1/likes/models/acme/rocket/bob" + time + "2Z", ""));
        assertEquals(202, send(house, "PUT", "/v1/likes/models/acme/rocket/bob" + time + "2Z", ""));
        assertEquals(202, send(house, "DELETE", "/v1/likes/models/acme/rocket/eve" + time + "2Z", ""));
        assertEquals(202, send(house, "PUT", "/v1/likes/models/acme/rocket/eve" + time + "1Z", ""));
        assertEquals(202, send(house, "PUT", "/v1/likes/datasets/acme/only-liked/bob" + time + "3Z", ""));
    }

    private static void assertKnown(LocalState state) {
        Awaitility.await().atMost(PATIENCE).until(() -> state.readiness().ready());
        RepositoryEvent rocket = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> state.registrations().registration(ROCKET), Optional::isPresent)
                .orElseThrow();
        assertTrue(rocket.isPrivate() && !rocket.removed(), rocket::toString);
        assertEquals(List.of("nlp"), rocket.details().tags());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> state.registrations()
                        .registration(SLED)
                        .filter(sled -> sled.removed() && sled.isPrivate())
                        .isPresent());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> state.registrations().renames().lineages(),
                        List.of(new Lineage(ROCKET, List.of(KITE)))::equals);
        assertEquals(Optional.empty(), state.registrations().registration(LIKED));
        var page = ListPage.<RepoId>first(10);
        assertEquals(List.of(rocket), state.registrations().registered(new Category("chat"), page));
        assertEquals(2, state.registrations().registered(RepoType.MODEL, page).size());
        assertEquals(List.of(), state.registrations().registered(RepoType.SPACE, page));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        List.of("model/acme/rocket 2 1", "model/acme/sled 0 1", "dataset/acme/only-liked 1 none"),
                        Stream.of(ROCKET, SLED, LIKED)
                                .map(repo -> numbers(state, repo))
                                .toList()));
        var ann = new Like(ROCKET, "ann", Instant.parse("2026-01-05T10:00:01Z"));
        var bob = new Like(ROCKET, "bob", Instant.parse("2026-01-05T10:00:02Z"));
        assertEquals(List.of(bob, ann), found(state.likes().likers(ROCKET, any -> true, 10)));
        assertEquals(List.of(bob), found(state.likes().likers(ROCKET, any -> true, 1)));
        assertTrue(found(state.likes().isLiked(ROCKET, "ann"))
                && !found(state.likes().isLiked(ROCKET, "eve")));
        assertEquals(List.of(bob), likedBy(state, "bob", repo -> repo.type() == RepoType.MODEL));
        assertEquals(2, likedBy(state, "bob", repo -> true).size());
        assertEquals(List.of("model/acme/rocket 2", "model/acme/sled 0"), trending(state, Set.of()));
        assertEquals(trending(state, Set.of()), trending(state, Set.of(ClientClass.UNKNOWN)));
        assertEquals(List.of(), trending(state, Set.of(ClientClass.TOOL)));
        assertEquals(List.of(ROCKET, SLED), counted(state, page));
        assertEquals(List.of(SLED), counted(state, new ListPage<>(Optional.of(ROCKET), 10)));
        assertEquals(List.of(ROCKET, SLED), rows(state, Optional.of(RepoType.MODEL)));
        assertEquals(List.of(), rows(state, Optional.of(RepoType.DATASET)));
        assertEquals(List.of(ROCKET, SLED), rows(state, Optional.empty()));
    }

    private static String numbers(LocalState state, RepoId repo) {
        String downloads = found(state.totals().of(repo))
                .map(counts -> counts.downloads() + "")
                .orElse("none");
        return repo + " " + found(state.likes().number(repo)) + " " + downloads;
    }

    private static List<Like> likedBy(LocalState state, String user, Predicate<RepoId> visible) {
        return partitions(state)
                .flatMap(partition ->
                        found(state.likes().likedBy(partition, user, like -> visible.test(like.repo()), 10)).stream())
                .toList();
    }

    private static List<String> trending(LocalState state, Set<ClientClass> classes) {
        var query = new TrendingQuery(RepoType.MODEL, DAY, DAY, classes, 10);
        return partitions(state)
                .flatMap(partition -> found(state.rankings().trending(partition, query, repo -> true)).stream())
                .sorted()
                .map(row -> row.repo() + " " + row.likes())
                .toList();
    }

    private static List<RepoId> counted(LocalState state, ListPage<RepoId> page) {
        return partitions(state)
                .flatMap(partition -> found(state.totals().counted(partition, RepoType.MODEL, page)).stream())
                .sorted()
                .toList();
    }

    private static List<RepoId> rows(LocalState state, Optional<RepoType> type) {
        List<RepoId> repos = new ArrayList<>();
        partitions(state).forEach(partition -> {
            try (CountedDays days = found(state.days().all(partition, new RowRange(type, DAY, DAY), false))) {
                days.forEachRemaining(day -> repos.add(day.repo()));
            }
        });
        return repos.stream().sorted().toList();
    }

    private static Stream<Integer> partitions(LocalState state) {
        return IntStream.range(0, state.partitions()).boxed();
    }

    private static <T> T found(LocalRead<T> read) {
        return read.fold(
                LocalRead.Found::value,
                notOwned -> {
                    throw new AssertionError("not owned: " + notOwned);
                },
                notReady -> {
                    throw new AssertionError("not ready: " + notReady);
                });
    }

    private void deleteLocalStores() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data").resolve("state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static String event(String id, RepoId repo) {
        return "{\"id\":\"" + id + "\",\"time\":\"2026-01-05T10:00:00Z\",\"repo_type\":\"model\"," + "\"repo\":\""
                + repo.fullName() + "\",\"method\":\"GET\",\"status\":200,\"user\":\"ann\"}";
    }

    private int send(Standalone house, String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + house.ingest().port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Settings settings() {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "topics.partitions", "2"));
    }
}
