package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final String PATH = "/models/a/b/stats/sources";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @BeforeEach
    void countFiles() {
        add("us-1", Via.HTTP, "2026-11-19T10:00:00Z");
        add("eu-1", Via.GIT, "2026-11-20T10:00:00.5Z");
        add("eu-1", Via.HTTP, "2026-11-18T10:00:00Z");
        add("eu-1", Via.HTTP, "2026-11-17T10:00:00Z");
        add("=SUM(A1)", Via.LFS, "2026-11-19T10:00:00Z");
        add("", Via.HTTP, "2026-11-01T10:00:00Z");
    }

    @Test
    void listsTheSourcesOfAllDaysMostFilesFirstThenByName() {
        assertEquals(
                "{\"sources\":["
                        + row(
                                "eu-1",
                                "3,\"http\":2,\"git\":1,\"lfs\":0",
                                "2026-11-17T10:00:00Z",
                                "2026-11-20T10:00:00.500Z")
                        + ","
                        + row(
                                "=SUM(A1)",
                                "1,\"http\":0,\"git\":0,\"lfs\":1",
                                "2026-11-19T10:00:00Z",
                                "2026-11-19T10:00:00Z")
                        + ","
                        + row(
                                "us-1",
                                "1,\"http\":1,\"git\":0,\"lfs\":0",
                                "2026-11-19T10:00:00Z",
                                "2026-11-19T10:00:00Z")
                        + "]}",
                asked.text(Caller.ANONYMOUS, PATH));
    }

    private static String row(String source, String files, String first, String last) {
        return "{\"source\":\"" + source + "\",\"files\":" + files + ",\"first\":\"" + first + "\",\"last\":\"" + last
                + "\"}";
    }

    @Test
    void writesCsvInWhichNoNameIsAFormula() {
        assertEquals(
                List.of(
                        "source,files,http,git,lfs,first,last",
                        "eu-1,3,2,1,0,2026-11-17T10:00:00Z,2026-11-20T10:00:00.500Z",
                        "'=SUM(A1),1,0,0,1,2026-11-19T10:00:00Z,2026-11-19T10:00:00Z",
                        "us-1,1,1,0,0,2026-11-19T10:00:00Z,2026-11-19T10:00:00Z"),
                asked.text(Caller.ANONYMOUS, PATH + "?format=csv").lines().toList());
    }

    @Test
    void hasNoSourcesWhereNothingWasDownloaded() {
        state.register(registered("c", false));

        assertEquals("{\"sources\":[]}", asked.text(Caller.ANONYMOUS, "/models/a/c/stats/sources"));
    }

    @Test
    void isTheSame404ForAPrivateRepositoryAsForOneThatNeverWas() {
        state.register(registered("b", true));
        var member = new Caller(Optional.of("ann"), Set.of("a"), false);

        String hidden = asked.text(Caller.ANONYMOUS, PATH);
        String unknown = asked.text(Caller.ANONYMOUS, "/models/a/nothing/stats/sources");

        assertTrue(hidden.contains("\"status\":404"), hidden);
        assertEquals(unknown.replaceAll("[0-9a-f-]{36}|nothing", ""), hidden.replaceAll("[0-9a-f-]{36}", ""));
        assertTrue(asked.text(member, PATH).contains("eu-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "format=xml, format, xml",
        "partial=yes, partial, yes",
        "format=csv&partial=allow, partial, allow",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String query, String parameter, String value) {
        String answer = asked.text(Caller.ANONYMOUS, PATH + "?" + query);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains("\"parameter\":\"" + parameter + "\",\"value\":\"" + value + "\""), answer);
    }

    @Test
    void saysThatItCannotAnswerWhileThePartitionIsRestored() {
        state.restoring(state.partitionOf(REPO));

        String answer = asked.text(Caller.ANONYMOUS, PATH);

        assertTrue(answer.contains("\"status\":503"), answer);
    }

    @Test
    void isNotThereWhereSourcesAreNotCounted() {
        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS));
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(PATH).statusCode());
            assertEquals(404, without.get(PATH).statusCode());
        }
    }

    private static RepositoryEvent registered(String name, boolean isPrivate) {
        var repo = new RepoId(RepoType.MODEL, "a", name);
        return new RepositoryEvent(repo, Instant.EPOCH, false, isPrivate, false, RepositoryDetails.NONE);
    }

    private void add(String source, Via via, String time) {
        state.put(REPO, LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 6, 60));
        state.addToSource(new DownloadEvent(
                source + time,
                Instant.parse(time),
                REPO,
                VisitorId.user("alice"),
                new FileRequest(via, "GET", 200, 10, null),
                new EventDetails("", null, null, source.isEmpty() ? null : source)));
    }
}
