package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.Tails.StoredFile;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/files";
    private static final String PERIOD = "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void addsUpTheFilesOfThePeriodMostDownloadsFirst() {
        put(TODAY.minusDays(1), new DailyCounts(2, 0, 5, 50), false, file("b", 2, 3, 30), file("a", 1, 2, 20));
        put(TODAY, new DailyCounts(1, 0, 2, 9), false, file("c", 1, 1, 2), file("a", 1, 1, 7));

        assertEquals(
                "{\"files\":[{\"path\":\"a\",\"downloads\":2,\"requests\":3,\"bytes\":27},"
                        + "{\"path\":\"b\",\"downloads\":2,\"requests\":3,\"bytes\":30},"
                        + "{\"path\":\"c\",\"downloads\":1,\"requests\":1,\"bytes\":2}],"
                        + "\"other\":{\"downloads\":0,\"requests\":0,\"bytes\":0},"
                        + "\"total\":{\"downloads\":3,\"requests\":7,\"bytes\":59}," + PERIOD,
                asked.text(Caller.ANONYMOUS, PATH + "?days=2"));
    }

    @Test
    void addsWhatIsNotListedToTheOthersWhichAddUp() {
        put(TODAY, new DailyCounts(3, 0, 10, 100), true, file("a", 3, 4, 20), file("b", 2, 3, 30));

        assertEquals(
                "{\"files\":[{\"path\":\"b\",\"downloads\":2,\"requests\":3,\"bytes\":30}],"
                        + "\"other\":{\"downloads\":4,\"requests\":7,\"bytes\":70},"
                        + "\"total\":{\"downloads\":3,\"requests\":10,\"bytes\":100},\"bounded\":true," + PERIOD,
                Asked.beforeNext(asked.text(Caller.ANONYMOUS, PATH + "?days=2&sort=bytes&limit=1")));
    }

    @Test
    void isCsvOrNdjsonWithTheOthersAtTheEnd() {
        put(TODAY, new DailyCounts(3, 0, 10, 100), true, file("a,b", 3, 4, 20), file("=c", 2, 3, 30));

        assertEquals(
                "path,downloads,requests,bytes\r\n\"a,b\",3,4,20\r\n'=c,2,3,30\r\n,1,3,50\r\n",
                asked.text(Caller.ANONYMOUS, PATH + "?days=1&format=csv"));
        assertEquals("""
                {"path":"=c","downloads":2,"requests":3,"bytes":30}
                {"path":"","downloads":4,"requests":7,"bytes":70}
                """, asked.text(Caller.ANONYMOUS, PATH + "?days=1&format=ndjson&sort=path&limit=1"));
    }

    @Test
    void findsAFileWithACommaInItsName() {
        put(TODAY, new DailyCounts(3, 0, 10, 100), true, file("a,b", 3, 4, 20), file("a", 2, 3, 30));

        assertEquals(
                "path,downloads,requests,bytes\r\n\"a,b\",3,4,20\r\na,2,3,30\r\n,1,3,50\r\n",
                asked.text(Caller.ANONYMOUS, PATH + "?days=1&format=csv&path=a%2Cb"));
        assertEquals(400, asked.reply(Caller.ANONYMOUS, PATH + "?path=a&path=b").status());
    }

    @Test
    void streamsARowForEachFileOfADay() {
        put(TODAY, new DailyCounts(3, 0, 10, 100), true, file("a", 3, 4, 20), file("b", 2, 3, 30));

        assertEquals("""
                type,id,date,path,downloads,requests,bytes
                model,a/b,2026-11-20,a,3,4,20
                model,a/b,2026-11-20,b,2,3,30
                model,a/b,2026-11-20,,1,3,50
                """.replace("\n", "\r\n"), Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=file")));
        assertTrue(Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=file&format=ndjson"))
                .startsWith(
                        "{\"type\":\"model\",\"id\":\"a/b\",\"date\":\"2026-11-20\",\"path\":\"a\",\"downloads\":3,"));
    }

    @Test
    void addsUpTheNamesOfARenamedRepository() {
        var old = new RepoId(RepoType.MODEL, "a", "old");
        put(TODAY, new DailyCounts(1, 0, 2, 9), false, file("a", 1, 2, 9));
        state.put(old, TODAY, new DailyCounts(1, 0, 1, 5))
                .putTail(old, TODAY, Tails.files(false, 0, file("a", 1, 1, 5)));
        state.rename(new RenameEvent(old, java.util.Optional.of(REPO), Served.NOW));

        assertTrue(asked.text(Caller.ANONYMOUS, PATH + "?days=2")
                .startsWith("{\"files\":[{\"path\":\"a\",\"downloads\":2,\"requests\":3,\"bytes\":14}],"));
        assertTrue(Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=file"))
                .endsWith("model,a/b,2026-11-20,a,2,3,14\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        PATH + "?sort=name, \"parameter\":\"sort\"",
        PATH + "?limit=0, an integer from 1 to 20000",
        PATH + "?format=xml, \"parameter\":\"format\"",
        PATH + "?days=0, an integer from 1 to 3660",
        "/v1/daily?by=path, \"parameter\":\"by\"",
        "/v1/daily?by=file&fields=merged, not allowed with by",
        "/v1/daily?by=file&interval=month, not allowed with by",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String path, String problem) {
        put(TODAY, new DailyCounts(1, 0, 2, 9), false, file("a", 1, 2, 9));

        String answer = asked.text(Caller.ANONYMOUS, path);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void isNotThereWhereFilesAreNotCounted() {
        put(TODAY, new DailyCounts(1, 0, 2, 9), false, file("a", 1, 2, 9));

        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS));
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(PATH).statusCode());
            assertEquals(404, without.get(PATH).statusCode());
            assertEquals(400, without.get("/v1/daily?by=file").statusCode());
        }
    }

    private static StoredFile file(String path, long downloads, long requests, long bytes) {
        return new StoredFile(path, downloads, requests, bytes);
    }

    private void put(LocalDate date, DailyCounts counts, boolean isBounded, StoredFile... files) {
        state.put(REPO, date, counts).putTail(REPO, date, Tails.files(isBounded, isBounded ? 1 : 0, files));
    }
}
