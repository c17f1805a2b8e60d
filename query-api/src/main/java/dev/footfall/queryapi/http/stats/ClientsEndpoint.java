package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.projection.Clients;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.ClientsQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.web.Reply;

/** {@code GET /{type}s/{namespace}/{name}/stats/clients}: the software by which a period's downloads began. */
record ClientsEndpoint(QueryService service) {
    private static final Breakdown CLIENTS = Breakdown.of(
            Operation.get("/{type}s/{namespace}/{name}/stats/clients", "A repository's clients."),
            "The downloads of the period, the last 30 days when no other is asked for, by the software that asked for"
                    + " their first file: most downloads first. `other` is on no list, `none` had no User-Agent.",
            "clients",
            Column.text("client", Breakdown.Row::label));

    static Endpoint of(QueryService service) {
        return Endpoint.of(CLIENTS.operation(), Clients.NAME, new ClientsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        return CLIENTS.reply(
                request,
                service,
                (repo, period) -> new ClientsQuery(repo, period.start(), period.end()),
                counts -> counts.downloads().entrySet().stream()
                        .map(of -> new Breakdown.Row(of.getKey().label(), of.getValue())));
    }
}
