package dev.footfall.dialects.category;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The routes, asked by real HTTP, against a naive count over random registrations and events. 10 seeds in each build,
 * and 15 more with the tests tagged {@code proof}.
 *
 * <p>They follow the model reference of image and text generators: a model is a repository, a worker a file server, a
 * backend the way in which a download began. Where its documentation is silent, or contradicts its own answers:
 *
 * <ul>
 *   <li>Its v2 paths end with {@code /{category}/statistics} and {@code /{category}/with-stats}, its pages ask
 *       {@code /model_references/statistics/{category}}: both answer.
 *   <li>SFW models are counted and {@code models} are listed, which its own answer lacks. A hub knows no styles,
 *       trigger words or inpainting: {@code []} and 0.
 *   <li>Answers are not cached for 300 seconds: each is of its as-of, with an {@code ETag}
 *       ({@link CategoryEndpointTest}).
 *   <li>An unknown category is 404, also one that is invisible to the caller; a failed computation is 503, not 500.
 *   <li>There is no queue: {@code queued_jobs}, {@code performance}, {@code eta} and {@code queued} are null.
 *   <li>{@code min_worker_count} counts workers also where they are not told apart. An unknown {@code sort_by} is
 *       400, not ignored. The object's members are in the order asked for, at most 10,000 with {@code limit}.
 * </ul>
 */
@Tag("slow")
class CategoryPropertyTest {
    private static final Map<String, Function<String, Boolean>> CALLERS = Map.of(
            "",
            namespace -> false,
            Tokens.bearer("acme", Set.of(), false),
            "acme"::equals,
            Tokens.bearer("carol", Set.of("acme", "zoo"), false),
            Set.of("acme", "zoo")::contains,
            Tokens.bearer("root", Set.of(), true),
            namespace -> true);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    static LongStream moreSeeds() {
        return LongStream.rangeClosed(11, 25);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("moreSeeds")
    @Tag("proof")
    void sumsUpAndTellsTheUsageForMoreSeeds(long seed) {
        sumsUpWhatTheCallerMaySeeAndNothingElse(seed);
        tellsTheUsageOfEachRepositoryThatTheCallerMaySee(seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void sumsUpWhatTheCallerMaySeeAndNothingElse(long seed) {
        var all = new RandomCategory(seed);
        var random = new Random(seed);
        try (Served served = Served.knowing(all.state(1 + random.nextInt(8)), 0, TrustedProxies.NONE)) {
            CALLERS.forEach((token, owns) -> {
                for (String category : RandomCategory.CATEGORIES) {
                    var naive = new NaiveCategory(all, category, owns);
                    boolean isGrouped = random.nextBoolean();
                    int offset = random.nextInt(4);
                    Optional<Integer> limit =
                            random.nextBoolean() ? Optional.of(1 + random.nextInt(9)) : Optional.empty();
                    String query = "?group_text_models=" + isGrouped + "&offset=" + offset
                            + limit.map(it -> "&limit=" + it).orElse("");
                    String path = any(random, "statistics/%s", "statistics/%s/statistics", "v2/%s/statistics");

                    HttpResponse<String> response = get(served, path.formatted(category) + query, token);

                    if (isAbsent(naive, response)) continue;
                    assertEquals(
                            naive.statistics(isGrouped, offset, limit).toString(),
                            Served.json(response).toString(),
                            query);
                }
            });
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void tellsTheUsageOfEachRepositoryThatTheCallerMaySee(long seed) {
        var all = new RandomCategory(seed);
        var random = new Random(seed);
        try (Served served = Served.knowing(all.state(1 + random.nextInt(8)), 0, TrustedProxies.NONE)) {
            CALLERS.forEach((token, owns) -> {
                for (String category : RandomCategory.CATEGORIES) {
                    var naive = new NaiveCategory(all, category, owns);
                    String by = any(random, "", "name", "worker_count", "usage_total", "usage_month");
                    boolean isDescending = random.nextBoolean();
                    boolean isFull = random.nextBoolean();
                    int minWorkers = random.nextInt(3);
                    int limit = 1 + random.nextInt(20);
                    String query = "?sort_desc=" + isDescending + "&limit=" + limit + "&min_worker_count=" + minWorkers
                            + "&include_workers=" + isFull + "&include_backend_variations=" + isFull
                            + (by.isEmpty() ? "" : "&sort_by=" + by);
                    String path = any(random, "statistics/%s/with-stats", "v2/%s/with-stats");

                    HttpResponse<String> response = get(served, path.formatted(category) + query, token);

                    if (isAbsent(naive, response)) continue;
                    ObjectNode expected = new NaiveUsage(all, naive)
                            .usages(
                                    Optional.of(by).filter(it -> !it.isEmpty()),
                                    isDescending,
                                    minWorkers,
                                    limit,
                                    isFull);
                    assertEquals(expected.toString(), Served.json(response).toString(), query);
                }
            });
        }
    }

    private static boolean isAbsent(NaiveCategory naive, HttpResponse<String> response) {
        boolean isAbsent = naive.members().isEmpty();
        assertEquals(isAbsent ? 404 : 200, response.statusCode(), response.body());
        return isAbsent;
    }

    private static HttpResponse<String> get(Served served, String path, String token) {
        String[] headers = token.isEmpty() ? new String[0] : new String[] {"Authorization", token};
        return served.get("/api/model_references/" + path, headers);
    }

    private static String any(Random random, String... words) {
        return List.of(words).get(random.nextInt(words.length));
    }
}
