package dev.footfall.queryapi.http.category;

import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Parameter;
import java.util.OptionalInt;

/**
 * The choices of a client.
 *
 * @param hasWorkers whether file servers are told apart
 * @param hasVariations whether ways are told apart
 * @param minWorkers the least number of file servers at work
 * @param limit the most repositories
 */
record WithStatsQuestion(
        boolean hasWorkers, boolean hasVariations, int minWorkers, UsageOrder order, OptionalInt limit) {
    /** The most repositories in an answer. */
    static final int MOST = 10_000;

    static final QueryParameter.BoolParameter VARIATIONS = new QueryParameter.BoolParameter(
            "include_backend_variations", "With the usage by http, git and lfs.", false);
    static final QueryParameter.OptionalIntParameter LIMIT = new QueryParameter.OptionalIntParameter(
            "limit", "How many repositories; needed where more than 10,000 are left.", 1, MOST);

    private static final QueryParameter.BoolParameter WORKERS =
            new QueryParameter.BoolParameter("include_workers", "With the file servers at work.", false);
    private static final QueryParameter.OptionalIntParameter MIN_WORKERS = new QueryParameter.OptionalIntParameter(
            "min_worker_count", "Only repositories with so many file servers at work.", 0, 999_999_999);

    static Parameter[] described() {
        return new Parameter[] {
            WORKERS.described(),
            VARIATIONS.described(),
            MIN_WORKERS.described(),
            UsageOrder.BY.described(),
            UsageOrder.DESCENDING.described(),
            LIMIT.described()
        };
    }

    static WithStatsQuestion of(QueryParameters query) {
        return new WithStatsQuestion(
                WORKERS.of(query),
                VARIATIONS.of(query),
                MIN_WORKERS.of(query).orElse(0),
                UsageOrder.of(query),
                LIMIT.of(query));
    }
}
