package dev.footfall.queryapi.http;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.Answer;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats}: a repository's downloads of all days, and its likes. */
final class StatsRoute implements Route.Action {
    /** Nothing publishes likes yet, so nobody has any. */
    private static final long LIKES = 0;

    private final Asking asking;

    StatsRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        boolean partialAllowed = Numbers.isPartialAllowed(request.query());
        Optional<RepoId> repo = asking.repository(request);
        if (repo.isEmpty()) return Problem.repoNotFound();

        Answer<Optional<DailyCounts>> totals = asking.state().totals(repo.get());
        return asking.numbers().reply(totals, partialAllowed, value -> value.map(StatsRoute::fields));
    }

    private static Json.Fields fields(DailyCounts totals) {
        return json -> {
            json.writeNumberField("downloads", totals.downloads());
            json.writeNumberField("likes", LIKES);
        };
    }
}
