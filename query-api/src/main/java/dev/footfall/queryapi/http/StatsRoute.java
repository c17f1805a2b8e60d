package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.route.RepositoryNumbers;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;

/** {@code GET /{type}s/{namespace}/{name}/stats}: a repository's downloads of all days, and its likes. */
final class StatsRoute implements Route.Action {
    private static final Table<RepositoryNumbers> TOTALS = Table.<RepositoryNumbers>of(
                    Column.count("downloads", numbers -> numbers.totals().downloads()),
                    Column.count("likes", RepositoryNumbers::likes))
            .named("Stats");

    static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats", "A repository's totals.")
                    .taking(Numbers.PARTIAL.described()),
            Response.of(200, "The totals.", Reply.JSON, TOTALS.schema()));

    private final Asking asking;

    StatsRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        Numbers.isPartialAllowed(request.query());
        return asking.numbers()
                .reply(
                        asking.repository(request),
                        seen -> seen.map(repository -> Numbers.json(TOTALS, repository.numbers())));
    }
}
