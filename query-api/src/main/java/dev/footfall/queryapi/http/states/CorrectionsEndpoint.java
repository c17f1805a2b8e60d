package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /v1/corrections}: why numbers changed that had been published, the newest first. */
final class CorrectionsEndpoint {
    private static final String ATOM = "application/atom+xml; charset=utf-8";
    private static final Schema DAY = Schema.text().with("description", "A UTC day; empty where nothing differs.");

    static final Table<Correction> TABLE = Table.of(
                    new Column<Correction>("number", Schema.integer(1, Integer.MAX_VALUE), Correction::number),
                    Column.time("at", Correction::at),
                    Column.text("reason", Correction::reason),
                    Column.<Correction>text(
                            "from", correction -> correction.from().state()),
                    Column.<Correction>text(
                            "rules_before", correction -> correction.from().rules()),
                    Column.<Correction>text("to", correction -> correction.to().state()),
                    Column.<Correction>text(
                            "rules", correction -> correction.to().rules()),
                    Column.<Correction>count(
                            "changed_days", correction -> correction.change().days()),
                    day("first_day", Correction.Change::first),
                    day("last_day", Correction.Change::last),
                    TotalsColumn.of("before", correction -> correction.change().before()),
                    TotalsColumn.of("after", correction -> correction.change().after()))
            .named("Correction");

    private CorrectionsEndpoint() {}

    private static Column<Correction> day(String name, Function<Correction.Change, Optional<LocalDate>> day) {
        return new Column<>(
                name,
                DAY,
                correction ->
                        day.apply(correction.change()).map(LocalDate::toString).orElse(""));
    }

    static Endpoint json(States states) {
        Operation operation = Responses.tagged(
                Operation.get("/v1/corrections", "Why numbers changed that had been published, the newest first."),
                Response.of(
                        200,
                        "Each with its reason, its rules, its days, and the sums before and after.",
                        Reply.JSON,
                        Schema.object()
                                .and("corrections", Schema.list(TABLE.schema()))
                                .named("Corrections")));
        return Endpoint.of(
                operation,
                request -> AnswerRenderer.json(json -> TABLE.writeList(json, "corrections", states.corrections()))
                        .withEntityTag());
    }

    static Endpoint atom(States states) {
        Operation operation = Responses.tagged(
                Operation.get("/v1/corrections.atom", "The same as an Atom feed."),
                Response.of(200, "An entry for each.", ATOM, Schema.text()));
        return Endpoint.of(
                operation,
                request ->
                        Reply.of(200, ATOM, AtomFeed.of(states.corrections())).withEntityTag());
    }
}
