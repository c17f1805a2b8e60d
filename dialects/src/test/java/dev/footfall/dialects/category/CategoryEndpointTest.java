package dev.footfall.dialects.category;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.Category;
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
import dev.footfall.web.Reply;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryEndpointTest {
    private static final String CHAT = "/model_references/statistics/chat";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId HERON = new RepoId(RepoType.MODEL, "acme", "heron");
    private static final RepoId QUANTISED = new RepoId(RepoType.MODEL, "zoo", "HERON.Q4_K_M-GGUF");
    private static final RepoId TALKS = new RepoId(RepoType.DATASET, "alice", "talks");

    private final InMemoryState state = new InMemoryState(4)
            .register(chat(HERON, false, false, List.of("code", "chat"), 7_000_000_000L))
            .register(chat(QUANTISED, false, true, List.of("chat"), 6_900_000_000L))
            .register(chat(TALKS, true, false, List.of("de"), 0L))
            .put(HERON, TODAY, new DailyCounts(3, 0, 9, 100, 1, 1))
            .put(HERON, TODAY.minusDays(29), new DailyCounts(2, 0, 2, 1))
            .put(QUANTISED, TODAY.minusDays(30), new DailyCounts(4, 0, 4, 0))
            .addToSource(file(HERON, "eu-1", Via.GIT, Duration.ofHours(1)))
            .addToSource(file(HERON, "eu-1", Via.HTTP, Duration.ofDays(2)))
            .addToSource(file(QUANTISED, "us-1", Via.HTTP, Duration.ofHours(24)))
            .current(Served.NOW, 0);
    private final Asked asked = new Asked(state);

    private static RepositoryEvent chat(RepoId repo, boolean isPrivate, boolean nsfw, List<String> tags, long number) {
        var details = new RepositoryDetails(
                tags, Optional.of("llama"), OptionalLong.of(number), Optional.empty(), Category.of("chat"));
        return new RepositoryEvent(repo, Instant.EPOCH, false, isPrivate, nsfw, details);
    }

    private static DownloadEvent file(RepoId repo, String source, Via via, Duration age) {
        return new DownloadEvent(
                source + via + age,
                Served.NOW.minus(age),
                repo,
                VisitorId.user("u"),
                new FileRequest(via, "GET", 200, 1, null),
                new EventDetails("", null, null, source));
    }

    @Test
    void doesNotSayThatSumsAreOfNothingWhileAPartitionIsBehind() {
        String path = "/model_references/statistics/space";
        var state = new InMemoryState(4).current(Served.NOW, 0);
        try (Served server = Served.serving(state)) {
            assertEquals(404, server.get(path).statusCode());

            state.behind(2, Served.NOW.minusSeconds(61), 3);

            assertEquals(503, server.get(path).statusCode());
        }
    }

    @Test
    void sumsUpACategory() {
        assertEquals(
                "{\"category\":\"chat\",\"total_models\":2,\"returned_models\":1,\"offset\":1,\"limit\":5,"
                        + "\"models\":[{\"name\":\"zoo/HERON.Q4_K_M-GGUF\",\"downloads\":4}],\"nsfw_count\":1,\"sfw_count\":1,"
                        + "\"baseline_distribution\":{\"llama\":{\"baseline\":\"llama\",\"count\":2,\"percentage\":100.0}},"
                        + "\"download_stats\":{\"total_models_with_downloads\":2,\"total_download_entries\":15,"
                        + "\"total_downloads\":9,\"total_size_bytes\":101,\"models_with_size_info\":1,"
                        + "\"average_size_bytes\":101.0,\"hosts\":{\"eu-1\":2,\"us-1\":1}},"
                        + "\"top_tags\":[{\"tag\":\"chat\",\"count\":2,\"percentage\":100.0},"
                        + "{\"tag\":\"code\",\"count\":1,\"percentage\":50.0}],"
                        + "\"parameter_buckets\":[{\"bucket_label\":\"6B-9B\",\"min_params\":6000000000,"
                        + "\"max_params\":9000000000,\"count\":2,\"percentage\":100.0}],"
                        + "\"models_without_param_info\":0,\"top_styles\":[],\"models_with_trigger_words\":0,"
                        + "\"models_with_inpainting\":0,\"models_with_requirements\":0,\"models_with_showcases\":0,"
                        + "\"computed_at\":1795219199}",
                asked.text(Caller.ANONYMOUS, CHAT + "?limit=5&offset=1"));
    }

    @Test
    void tellsTheUsageOfEachByWorkersAndWays() {
        assertEquals(
                "{\"worker_count\":1,\"queued_jobs\":null,\"performance\":null,\"eta\":null,\"queued\":null,"
                        + "\"usage_stats\":{\"day\":3,\"month\":5,\"total\":5},\"worker_summaries\":{\"eu-1\":{\"id\":\"eu-1\","
                        + "\"name\":\"eu-1\",\"performance\":\"2 files\",\"online\":true,\"trusted\":true,\"uptime\":169200}},"
                        + "\"backend_variations\":{\"http\":{\"backend\":\"http\",\"variant_name\":\"acme/heron\","
                        + "\"worker_count\":0,\"queued_jobs\":null,\"performance\":null,\"eta\":null,\"queued\":null,"
                        + "\"usage_day\":1,\"usage_month\":3,\"usage_total\":3},\"git\":{\"backend\":\"git\","
                        + "\"variant_name\":\"git/acme/heron\",\"worker_count\":1,\"queued_jobs\":null,\"performance\":null,"
                        + "\"eta\":null,\"queued\":null,\"usage_day\":1,\"usage_month\":1,\"usage_total\":1},"
                        + "\"lfs\":{\"backend\":\"lfs\",\"variant_name\":\"lfs/acme/heron\",\"worker_count\":0,"
                        + "\"queued_jobs\":null,\"performance\":null,\"eta\":null,\"queued\":null,\"usage_day\":1,"
                        + "\"usage_month\":1,\"usage_total\":1}}}",
                usage("?include_workers=true&include_backend_variations=true")
                        .get("acme/heron")
                        .toString());
    }

    @Test
    void looksAtWorkersWhetherTheyAreToldApartOrNot() {
        JsonNode usage = usage("?min_worker_count=1&sort_by=worker_count");

        assertEquals("[acme/heron]", names(usage));
        assertEquals("null", usage.at("/acme~1heron/worker_summaries").toString());
    }

    @Test
    void showsItsOwnerWhatIsPrivateUnderANameThatSaysItsType() {
        JsonNode usage = asked.json(Asked.ALICE, CHAT + "/with-stats");

        assertEquals("[acme/heron, datasets/alice/talks, zoo/HERON.Q4_K_M-GGUF]", names(usage));
        assertEquals("null", usage.at("/datasets~1alice~1talks/usage_stats").toString());
        assertEquals("[alice/talks]", names(asked.json(Asked.ALICE, "/model_references/v2/dataset/with-stats")));
    }

    @Test
    void countsFormsOfOneModelOnce() {
        JsonNode statistics = asked.json(Caller.ANONYMOUS, CHAT + "?group_text_models=true&limit=9");

        assertEquals(1, statistics.get("total_models").asInt());
        assertEquals(
                "[{\"name\":\"HERON\",\"downloads\":9}]",
                statistics.get("models").toString());
        assertEquals(1, statistics.get("nsfw_count").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rare", "Chat", "chat%20", "models", "%E2%9A%A1", "dataset"})
    void isTheSame404WhereNothingIsAndWhereTheCallerMaySeeNothing(String category) {
        RepoId secret = new RepoId(RepoType.SPACE, "bob", "secret");
        var details = new RepositoryDetails(
                List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Category.of("rare"));
        state.register(new RepositoryEvent(secret, Instant.EPOCH, false, true, false, details));
        try (Served served = Served.serving(state)) {
            for (String end : List.of("", "/statistics", "/with-stats")) {
                HttpResponse<String> hidden = served.get("/model_references/statistics/" + category + end);
                HttpResponse<String> never = served.get("/api/model_references/statistics/never" + end);

                assertEquals(404, hidden.statusCode());
                assertEquals(Served.comparable(never), Served.comparable(hidden));
                assertFalse(hidden.body().contains(category), hidden.body());
                assertEquals(
                        "no such category", Served.json(hidden).get("detail").asText());
            }
        }
    }

    @Test
    void losesARepositoryThatIsRemovedAndHasItBackWithItsCounts() {
        String before = asked.text(Caller.ANONYMOUS, CHAT);
        RepositoryEvent registered = chat(QUANTISED, false, true, List.of("chat"), 6_900_000_000L);

        state.register(new RepositoryEvent(QUANTISED, Instant.EPOCH, true, true, false, RepositoryDetails.NONE));
        assertEquals("[acme/heron]", names(usage("")));
        assertEquals("[acme/heron]", names(asked.json(Asked.ADMIN, "/model_references/statistics/model/with-stats")));

        state.register(registered);
        assertEquals(before, asked.text(Caller.ANONYMOUS, CHAT));
    }

    @Test
    void isWholeOrRefused() {
        state.restoring(state.partitionOf(QUANTISED));

        for (String path : List.of(CHAT, CHAT + "/with-stats", "/model_references/statistics/model")) {
            Reply reply = asked.reply(Caller.ANONYMOUS, path);
            assertEquals(503, reply.status(), path);
            assertEquals(
                    "[" + state.partitionOf(QUANTISED) + "]",
                    Asked.json(reply).get("missing_partitions").toString());
        }
    }

    @Test
    void isNotThereWhereFilesByServerAreNotCounted() {
        try (Served served = Served.counting(state, Projections.named("hours,clients"))) {
            assertEquals(404, served.get(CHAT).statusCode());
            assertEquals(404, served.get(CHAT + "/with-stats").statusCode());
        }
        try (Served served = Served.counting(state, Projections.named(ProjectionNames.SOURCES))) {
            assertEquals(200, served.get(CHAT + "/with-stats").statusCode());
            assertEquals(
                    400,
                    served.get(CHAT + "/with-stats?include_backend_variations=true")
                            .statusCode());
        }
    }

    @Test
    void saysTheSameUntilSomethingIsCountedOrRegistered() {
        try (Served served = Served.serving(state)) {
            String tag = served.get(CHAT).headers().firstValue("ETag").orElseThrow();

            assertEquals(304, served.get("/api" + CHAT, "If-None-Match", tag).statusCode());
            state.put(HERON, TODAY, new DailyCounts(4, 0, 10, 100));
            assertEquals(200, served.get(CHAT, "If-None-Match", tag).statusCode());
        }
    }

    private JsonNode usage(String query) {
        return asked.json(Caller.ANONYMOUS, CHAT + "/with-stats" + query);
    }

    private static String names(JsonNode usage) {
        return List.copyOf(
                        usage.properties().stream().map(entry -> entry.getKey()).toList())
                .toString();
    }
}
