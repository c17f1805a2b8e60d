package dev.footfall.queryapi.http.sources;

import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapOrigin;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

record GapsEndpoint(QueryService service) {
    private static final int STANDARD_DAYS = 30;
    private static final PeriodParameter PERIOD = PeriodParameter.of(STANDARD_DAYS, Period.MAX_DAYS, Period.MAX_DAYS);
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
            Operation.get("/v1/gaps", "Hours without data of a source.").taking(PERIOD, Listing.FORMAT),
            ANSWER.described(
                    "All gaps of the period, by time; the last 30 days by default.",
                    ANSWER.schema().named("Gaps")));

    private static String label(GapOrigin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.of(request.query(), service.today());
        return period.on(service.reply(
                service.gaps().answer(), all -> ANSWER.reply(all.within(period.start(), period.end()), period, isCsv)));
    }
}
