package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.projection.Clients;
import dev.footfall.aggregator.rollup.ClientCounts;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.ClientsQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/clients}: the software by which a period's downloads began. */
final class ClientsEndpoint implements Endpoint {
    private static final int MAX_DAYS = 3_660;
    private static final PeriodParameter PERIOD = new PeriodParameter(MAX_DAYS);
    private static final QueryParameter.IntParameter NUMBER = new QueryParameter.IntParameter(
            "days", "How many days, today the last; not with from and to.", 30, 1, MAX_DAYS);

    private static final Listing<Row> ANSWER = new Listing<>(
            "clients",
            Table.<Row>of(Column.text("client", Row::client), Column.count("downloads", Row::downloads))
                    .named("Client"));

    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/clients", "A repository's clients.")
                    .taking(
                            NUMBER.described(),
                            PERIOD.from(),
                            PERIOD.to(),
                            Listing.FORMAT.described(),
                            AnswerRenderer.PARTIAL.described()),
            ANSWER.described(
                    "The downloads of the period, the last 30 days when no other is asked for, by the software that"
                            + " asked for their first file: most downloads first. `other` is on no list, `none` had no"
                            + " User-Agent.",
                    ANSWER.schema().named("Clients")));

    private static final Comparator<Row> MOST_FIRST =
            Comparator.comparing(Row::downloads).reversed().thenComparing(Row::client);

    private final QueryService service;

    ClientsEndpoint(QueryService service) {
        this.service = service;
    }

    private record Row(String client, Long downloads) {}

    @Override
    public Operation operation() {
        return OPERATION;
    }

    @Override
    public Optional<String> projection() {
        return Optional.of(Clients.NAME);
    }

    @Override
    public Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.or(NUMBER, request.query(), service.today());
        Answer<Optional<ClientCounts>> clients = service.repositories()
                .about(
                        request,
                        seen -> service.state().ask(new ClientsQuery(seen.repo(), period.start(), period.end())));
        return service.answers()
                .reply(clients, found -> found.map(counts -> ANSWER.reply(rows(counts), period, isCsv)));
    }

    private static List<Row> rows(ClientCounts counts) {
        return counts.downloads().entrySet().stream()
                .map(client -> new Row(client.getKey().label(), client.getValue()))
                .sorted(MOST_FIRST)
                .toList();
    }
}
