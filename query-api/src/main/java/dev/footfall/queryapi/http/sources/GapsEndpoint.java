package dev.footfall.queryapi.http.sources;

import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapOrigin;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

record GapsEndpoint(QueryService service) {
    private static final int STANDARD_DAYS = 30;
    private static final PeriodParameter PERIOD = PeriodParameter.of(STANDARD_DAYS, Period.MAX_DAYS, Period.MAX_DAYS);
    private static final PagedList LIST = PagedList.of(
            "gaps",
            ListPlace.of(0, "files-1", "1970-01-01T01:00:00Z", "found", ""),
            "The number of gaps.",
            10_000,
            100_000);
    private static final List<String> ORIGINS =
            Stream.of(GapOrigin.values()).map(GapsEndpoint::label).toList();

    private static final Listing<Gap> ANSWER = new Listing<>(
            "gaps",
            Table.<Gap>of(
                            Column.text("source", Gap::source),
                            Column.time("from", Gap::from),
                            Column.time("to", Gap::to),
                            Column.count(
                                    "hours",
                                    gap -> Duration.between(gap.from(), gap.to())
                                            .toHours()),
                            new Column<>("origin", Schema.enumOf(ORIGINS), gap -> label(gap.origin())),
                            Column.text("reason", Gap::reason))
                    .named("Gap"));

    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/gaps", "Hours without data of a source.").taking(PERIOD, LIST, Listing.FORMAT),
            PagedList.linked(ANSWER.described(
                    "All gaps of the period, by time; the last 30 days by default.",
                    PagedList.schema(ANSWER.schema()).named("Gaps"))));

    private static String label(GapOrigin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        ListPart part = ListPart.of(LIST, request, service.today());
        Period period = PERIOD.of(request.query(), part.today());
        Answer<ListedRows<Gap>> answer = service.gaps()
                .answer()
                .map(all -> part.of(
                        all.within(period.start(), period.end()).stream()
                                .sorted(Comparator.comparing(GapsEndpoint::place)),
                        GapsEndpoint::place));
        return period.on(part.linked(service.reply(answer, rows -> ANSWER.reply(rows, period, isCsv)), answer));
    }

    private static ListPlace place(Gap gap) {
        return ListPlace.of(
                gap.from().toEpochMilli(), gap.source(), gap.to().toString(), label(gap.origin()), gap.reason());
    }
}
