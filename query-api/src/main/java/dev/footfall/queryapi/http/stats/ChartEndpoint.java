package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.GapHeader;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /{type}s/{namespace}/{name}/stats/chart.svg}: a repository's days as a picture. */
record ChartEndpoint(QueryService service) {
    private static final int MOST_DAYS = 366;
    private static final PeriodParameter PERIOD = new PeriodParameter(MOST_DAYS);
    private static final QueryParameter.IntParameter NUMBER = new QueryParameter.IntParameter(
            "days", "How many days, today the last; not with from and to.", 30, 1, MOST_DAYS);
    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/chart.svg", "A repository's days as a picture.")
                    .taking(NUMBER.described(), PERIOD.from(), PERIOD.to()),
            Response.of(
                    200,
                    "Bars for every day of the period, of signed-in and other visitors.",
                    Picture.SVG_TYPE,
                    Schema.text()));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new ChartEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Period period = PERIOD.or(NUMBER, request.query(), service.today());
        GapHeader gaps = GapHeader.of(service, period);
        Answer<Optional<Picture<Chart>>> chart = service.repositories()
                .about(request, seen -> days(seen, period).map(days -> picture(seen, period, days)));
        Reply reply = Picture.reply(service, chart, drawn -> Reply.of(200, Picture.SVG_TYPE, drawn.svg()));
        return gaps.on(reply);
    }

    private Answer<List<RepositoryDay>> days(RepositoryLookup.Seen seen, Period period) {
        return service.state().ask(new DaysQuery(seen.lineage(), period.start(), period.end()));
    }

    private Picture<Chart> picture(RepositoryLookup.Seen seen, Period period, List<RepositoryDay> days) {
        Map<LocalDate, RepositoryDay> byDate =
                days.stream().collect(Collectors.toMap(RepositoryDay::date, Function.identity()));
        List<RepositoryDay> all = period.map(date -> byDate.getOrDefault(date, RepositoryDay.empty(date)));
        GapList gaps = service.gaps().soon().orElse(GapList.NONE);
        var chart = new Chart(seen.repo().fullName(), all, service.today(), gaps);
        return new Picture<>(chart, seen.isPrivate());
    }
}
