package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.stats.Svg;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.queryapi.states.StateTotals;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

final class CorrectionsEndpoint {
    private static final String ID = "urn:footfall:corrections";
    private static final String ATOM = "application/atom+xml; charset=utf-8";
    private static final String FEED = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<feed xmlns=\"http://www.w3.org/2005/Atom\">%s<author><name>Footfall</name></author>%s</feed>";
    private static final Schema DAY = Schema.text().with("description", "A UTC day; empty if nothing differs.");

    /** One object, or in CSV a column for each number. */
    static final Table<StateTotals> TOTALS = Table.of(
                    Column.count("downloads", StateTotals::downloads),
                    Column.count("authenticated", StateTotals::authenticated),
                    Column.count("files", StateTotals::files),
                    Column.count("bytes", StateTotals::bytes),
                    Column.count("excluded", StateTotals::excluded))
            .named("StateTotals");

    static final Table<Correction> TABLE = Table.<Correction>of(
                    new Column<>("number", Schema.integer(1, Integer.MAX_VALUE), Correction::number),
                    Column.time("at", Correction::at),
                    Column.text("reason", Correction::reason),
                    Column.text("state_before", made -> made.from().state()),
                    Column.text("rules_before", made -> made.from().rules()),
                    Column.text("state", made -> made.to().state()),
                    Column.text("rules", made -> made.to().rules()),
                    Column.count("changed_days", made -> made.change().days()),
                    day("first_day", StateChange::first),
                    day("last_day", StateChange::last),
                    TOTALS.object("before", made -> made.change().before()),
                    TOTALS.object("after", made -> made.change().after()))
            .named("Correction");

    private static final PagedList LIST =
            PagedList.of("corrections", ListPlace.of(-3), "The number of corrections.", 1_000, 1_000);

    private CorrectionsEndpoint() {}

    private static Column<Correction> day(String name, Function<StateChange, Optional<LocalDate>> day) {
        return new Column<>(
                name,
                DAY,
                made -> day.apply(made.change()).map(LocalDate::toString).orElse(""));
    }

    static Endpoint json(States states) {
        Operation operation = Responses.tagged(
                        Operation.get("/v1/corrections", "Reasons for changes of published numbers, newest first.")
                                .taking(LIST),
                        PagedList.linked(Response.json(
                                "Each correction with its reason, rules, days, and the sums before and after.",
                                PagedList.schema(Schema.object().and("corrections", Schema.list(TABLE.schema())))
                                        .named("Corrections"))))
                .answering(Responses.BAD_PARAMETER);
        return Endpoint.of(operation, request -> {
            ListPart part = ListPart.of(LIST, request);
            var rows = part.of(shown(states, request).stream(), made -> ListPlace.of(-made.number()));
            Reply reply = AnswerRenderer.json(json -> {
                TABLE.writeList(json, "corrections", rows.rows());
                rows.writeNext(json);
            });
            return part.linked(reply.withEntityTag(), rows);
        });
    }

    static Endpoint atom(States states) {
        Operation operation = Responses.tagged(
                Operation.get("/v1/corrections.atom", "The same as an Atom feed."),
                Response.of(200, "One entry per correction.", ATOM, Schema.text()));
        return Endpoint.of(
                operation,
                request -> Reply.of(200, ATOM, feed(shown(states, request), request.url()))
                        .withEntityTag());
    }

    private static List<Correction> shown(States states, Request request) {
        boolean isWhole = request.caller().admin();
        return states.corrections().stream()
                .map(correction -> isWhole ? correction : correction.published())
                .toList();
    }

    /** The corrections as an Atom feed (RFC 4287). */
    private static String feed(List<Correction> corrections, String url) {
        String root = url.startsWith("/api/") ? "../../" : "../"; // where the dashboard is
        Instant updated =
                corrections.isEmpty() ? Instant.EPOCH : corrections.get(0).at();
        String entries = corrections.stream().map(made -> entry(made, root)).collect(Collectors.joining());
        return FEED.formatted(head(ID, "Corrections of download counts", updated), entries);
    }

    private static String entry(Correction correction, String root) {
        StateChange change = correction.change();
        String days = change.first()
                .map(first -> " from " + first + " to " + change.last().orElse(first))
                .orElse("");
        String summary = String.format(
                Locale.ROOT,
                "%,d days of repositories changed%s: %,d downloads before, %,d now. Rules: %s, before: %s.",
                change.days(),
                days,
                change.before().downloads(),
                change.after().downloads(),
                correction.to().rules(),
                correction.from().rules());
        String head = head(ID + ":" + correction.number(), correction.reason(), correction.at());
        String page = "<link href=\"" + root + "#corrections/" + correction.number() + "\"/>";
        return "<entry>" + head + page + "<summary>" + Svg.escaped(summary) + "</summary></entry>";
    }

    private static String head(String id, String title, Instant updated) {
        return "<id>" + id + "</id><title>" + Svg.escaped(title) + "</title><updated>" + updated + "</updated>";
    }
}
