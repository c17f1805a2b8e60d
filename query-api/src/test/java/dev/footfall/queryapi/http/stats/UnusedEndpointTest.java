package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.Tails.StoredFile;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.gaps.SourceDays;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId BUSY = model("acme", "busy");
    private static final RepoId LONG_AGO = model("acme", "long-ago");
    private static final RepoId HARDLY = model("acme", "hardly");
    private static final RepoId NEVER = model("acme", "never");
    private static final RepoId OWN = model("alice", "secret");
    private static final RepoId FORMER = model("acme", "former");
    private static final RepoId PRESENT = model("acme", "present");

    private final InMemoryState state = new InMemoryState(4)
            .put(BUSY, TODAY.minusDays(900), downloads(1))
            .put(BUSY, TODAY, downloads(9))
            .put(LONG_AGO, TODAY.minusDays(500), downloads(70))
            .put(HARDLY, TODAY.minusDays(20), downloads(2))
            .put(HARDLY, TODAY.minusDays(700), downloads(50))
            .put(OWN, TODAY.minusDays(400), downloads(3))
            .put(FORMER, TODAY.minusDays(3), downloads(4))
            .put(model("acme", "removed"), TODAY.minusDays(800), downloads(4))
            .register(Registered.openly(NEVER))
            .register(Registered.openly(BUSY))
            .register(Registered.openly(FORMER))
            .register(Registered.privately(OWN))
            .register(Registered.removed(model("acme", "removed")))
            .current(Served.NOW, 0);

    private void lackThreeHours(String source) {
        SourceDays.regular(
                        source,
                        TODAY.minusDays(40),
                        TODAY,
                        20,
                        SourceDays.between("2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z"))
                .forEach(day -> state.put(0, day));
    }

    private static RepoId model(String namespace, String name) {
        return new RepoId(RepoType.MODEL, namespace, name);
    }

    private static DailyCounts downloads(long number) {
        return new DailyCounts(number, 0, number, 10 * number);
    }

    private static DownloadEvent file(RepoId repo, String source) {
        return new DownloadEvent(
                "file",
                Served.NOW,
                repo,
                VisitorId.user("u1"),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                new EventDetails("", null, null, source));
    }

    private List<String> unused(Caller caller, String query) {
        var rows = new ArrayList<String>();
        for (JsonNode row : new Asked(state).json(caller, "/v1/unused?" + query).get("unused")) {
            rows.add(row.get("id").asText() + " " + row.get("last").asText() + " " + row.get("downloads") + " "
                    + row.get("bytes") + " " + row.get("gaps"));
        }
        return rows;
    }

    @Test
    void listsTheLongestUnusedFirstAndThoseThatNeverWereBeforeThem() {
        state.rename(new RenameEvent(FORMER, Optional.of(PRESENT), Served.NOW));

        List<String> sinceAYear =
                List.of("acme/never null 0 0 []", "acme/long-ago 2025-07-08 0 0 []", "alice/secret 2025-10-16 0 0 []");
        assertEquals(sinceAYear, unused(Asked.ADMIN, ""));
        assertEquals(sinceAYear.subList(0, 2), unused(Asked.ADMIN, "from=2025-11-20&limit=2"));
        assertEquals(
                List.of("acme/hardly 2026-10-31 2 20 []", "acme/present 2026-11-17 4 40 []"),
                unused(Asked.ADMIN, "max=4").subList(3, 5));
        assertEquals(
                "id,type,last,downloads,bytes,gaps",
                new Asked(state)
                        .text(Asked.ADMIN, "/v1/unused?format=csv")
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void countsWhatAServerWhoseClockIsAheadHasOfTomorrow() {
        LocalDate tomorrow = TODAY.plusDays(1);
        state.put(LONG_AGO, tomorrow, downloads(2))
                .putTail(LONG_AGO, TODAY.minusDays(500), Tails.files(false, 0, file("a", 70, 70, 700)))
                .putTail(LONG_AGO, tomorrow, Tails.files(false, 0, file("a", 2, 2, 20), file("b", 1, 1, 10)));

        assertEquals(
                0,
                unused(Asked.ADMIN, "max=1").stream()
                        .filter(row -> row.startsWith("acme/long-ago"))
                        .count());
        assertEquals(List.of("acme/long-ago b 2026-11-21 1 false"), unusedFiles(Asked.ADMIN, "&max=1"));
    }

    @Test
    void namesTheEarliestDayThatItTakes() {
        assertEquals(1, unused(Asked.ADMIN, "from=2016-11-13").size());

        JsonNode refusal = Asked.json(new Asked(state).reply(Asked.ADMIN, "/v1/unused?from=2016-11-12"));

        assertEquals(
                "from 2016-11-13 to 2026-11-20 (at most 3660 days)",
                refusal.get("allowed").asText());
    }

    @Test
    void answersOwnersAboutTheirOwnAndNobodyElse() {
        assertEquals(List.of("alice/secret 2025-10-16 0 0 []"), unused(Asked.ALICE, ""));
        assertEquals(401, status(Caller.ANONYMOUS, "/v1/unused"));
    }

    @Test
    void namesTheSourcesWhoseDataIsMissingInThatTime() {
        lackThreeHours("files-1");

        state.addToSource(file(LONG_AGO, "files-2")).addToSource(file(OWN, "files-1"));

        assertEquals(
                List.of(
                        "acme/never null 0 0 [\"files-1\"]",
                        "acme/long-ago 2025-07-08 0 0 []",
                        "alice/secret 2025-10-16 0 0 [\"files-1\"]"),
                unused(Asked.ADMIN, ""));
        assertEquals(
                "acme/never null 0 0 []", unused(Asked.ADMIN, "from=2026-11-19").get(0));
    }

    @Test
    void writesSourcesThatLookLikeFormulasAsOneQuotedCell() {
        lackThreeHours("=1,\"a\"");

        String csv = new Asked(state).text(Asked.ADMIN, "/v1/unused?format=csv&limit=1");

        assertEquals(
                "acme/never,model,,0,0,\"'=1,\"\"a\"\"\"", csv.lines().toList().get(1));
    }

    @Test
    void refusesWhatIsNotWholeOrBehind() {
        state.current(Instant.parse("2026-11-20T23:50:00Z"), 3);
        assertEquals(503, status(Asked.ADMIN, "/v1/unused"));
        assertEquals(503, status(Asked.ADMIN, "/v1/unused?by=file"));

        state.current(Served.NOW, 0).elsewhere(2);
        assertEquals(503, status(Asked.ADMIN, "/v1/unused"));
        assertEquals(503, status(Asked.ADMIN, "/v1/unused?by=file"));

        state.back(2).behind(2, Instant.parse("2026-11-20T20:00:00Z"), 3);
        assertEquals(503, status(Asked.ADMIN, "/v1/unused"));
        assertEquals(503, status(Asked.ADMIN, "/v1/unused?by=file"));
    }

    @Test
    void listsTheFilesThatWereEverAskedForWithTheirLastDay() {
        state.putTail(BUSY, TODAY.minusDays(900), Tails.files(false, 0, file("old.bin", 1, 1, 10)))
                .putTail(BUSY, TODAY, Tails.files(true, 0, file("new.bin", 7, 7, 70)))
                .putTail(
                        LONG_AGO,
                        TODAY.minusDays(500),
                        Tails.files(false, 0, file("a", 60, 60, 600), file("b", 70, 70, 100)))
                .putTail(OWN, TODAY.minusDays(400), Tails.files(false, 0, file("c", 3, 3, 30)));

        assertEquals(
                List.of(
                        "acme/busy old.bin 2024-06-03 0 true",
                        "acme/long-ago a 2025-07-08 0 false",
                        "acme/long-ago b 2025-07-08 0 false",
                        "alice/secret c 2025-10-16 0 false"),
                unusedFiles(Asked.ADMIN, ""));
        assertEquals(List.of("acme/busy old.bin 2024-06-03 0 true"), unusedFiles(Asked.ADMIN, "&limit=1"));
        assertEquals(
                "acme/busy new.bin 2026-11-20 7 true",
                unusedFiles(Asked.ADMIN, "&max=7").get(4));
        assertEquals(List.of("alice/secret c 2025-10-16 0 false"), unusedFiles(Asked.ALICE, ""));
        assertEquals(
                "id,type,last,downloads,bytes,gaps,path,bounded",
                new Asked(state)
                        .text(Asked.ADMIN, "/v1/unused?by=file&format=csv")
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertEquals(
                400,
                new Asked(state).reply(Asked.ADMIN, "/v1/unused?by=country").status());
    }

    @Test
    void marksNoFileForRequestsWithoutAPath() {
        state.putTail(LONG_AGO, TODAY.minusDays(500), Tails.files(false, 0, file("a", 60, 60, 600)))
                .put(LONG_AGO, TODAY, downloads(3)) // of git, such as clones
                .putTail(LONG_AGO, TODAY, Tails.files(false, 3));

        assertEquals(List.of("acme/long-ago a 2025-07-08 0 false"), unusedFiles(Asked.ADMIN, ""));
    }

    @Test
    void listsNoRevisionWithoutAName() {
        state.putTail(LONG_AGO, TODAY.minusDays(500), Tails.names(9, Map.of("v1", downloads(1), "", downloads(2))));

        JsonNode unused =
                new Asked(state).json(Asked.ADMIN, "/v1/unused?by=revision").get("unused");

        assertEquals(List.of("v1"), unused.findValuesAsText("revision"));
    }

    private static StoredFile file(String path, long downloads, long requests, long bytes) {
        return new StoredFile(path, downloads, requests, bytes);
    }

    private List<String> unusedFiles(Caller caller, String query) {
        var rows = new ArrayList<String>();
        for (JsonNode row :
                new Asked(state).json(caller, "/v1/unused?by=file" + query).get("unused")) {
            rows.add(row.get("id").asText() + " " + row.get("path").asText() + " "
                    + row.get("last").asText() + " " + row.get("downloads") + " " + row.get("bounded"));
        }
        return rows;
    }

    private int status(Caller caller, String path) {
        return new Asked(state).reply(caller, path).status();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void listsWhatIsLeftAfterReadingEveryDay(long seed) {
        var random = new Random(seed);
        LocalDate since = TODAY.minusDays(10);
        var some = new InMemoryState(3).current(Served.NOW, 0);
        var last = new TreeMap<String, LocalDate>();
        var recent = new HashMap<String, Integer>();
        Set<String> bounded = new HashSet<>();
        for (int day = 0; day < 200; day++) {
            LocalDate date = TODAY.minusDays(40 - day / 5);
            if (random.nextInt(3) > 0) continue;
            String id = "acme/r" + day % 5;
            List<StoredFile> files = Stream.of("a", "b", "c")
                    .filter(any -> random.nextInt(6) == 0)
                    .map(path -> file(path, 1, 1, 10))
                    .toList();
            boolean isBounded = random.nextInt(9) == 0;
            if (files.isEmpty()) continue;
            RepoId repo = model("acme", "r" + day % 5);
            some.put(repo, date, downloads(files.size()))
                    .putTail(repo, date, Tails.files(isBounded, 0, files.toArray(StoredFile[]::new)));
            Stream<String> keys = files.stream().map(file -> id + " " + file.path());
            for (String key : Stream.concat(Stream.of(id), keys).toList()) {
                last.put(key, date);
                boolean isWhole = key.equals(id);
                if (!date.isBefore(since)) recent.merge(key, isWhole ? files.size() : 1, Integer::sum);
            }
            if (isBounded && !date.isBefore(since)) bounded.add(id);
        }

        for (String by : List.of("", "&by=file")) {
            for (int max = 0; max < 4; max++) {
                String query = "?limit=7&from=" + since + by + (max == 0 ? "" : "&max=" + max);
                var found = new ArrayList<String>();
                for (JsonNode row :
                        new Asked(some).json(Asked.ADMIN, "/v1/unused" + query).get("unused")) {
                    String path = by.isEmpty() ? "" : " " + row.get("path").asText() + " " + row.get("bounded");
                    found.add(row.get("last").asText() + " " + row.get("id").asText() + path + " "
                            + row.get("downloads"));
                }
                int most = max;
                List<String> expected = last.entrySet().stream()
                        .filter(one -> one.getKey().contains(" ") != by.isEmpty())
                        .filter(one -> recent.getOrDefault(one.getKey(), 0) <= most)
                        .map(one -> one.getValue() + " " + one.getKey()
                                + (by.isEmpty()
                                        ? ""
                                        : " " + bounded.contains(one.getKey().substring(0, 7))) + " "
                                + recent.getOrDefault(one.getKey(), 0))
                        .sorted()
                        .limit(7)
                        .toList();
                assertEquals(expected, found, "seed=" + seed + " " + query);
            }
        }
    }
}
