package dev.footfall.queryapi.http.sources;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.SourceDaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Routes on file servers' logs: arrivals by source and hour, gaps in them, and operators' verdicts on gaps. */
public final class SourcesApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(
                        AllSourcesEndpoint.OPERATION,
                        ProjectionNames.SOURCE_HOURS,
                        new AllSourcesEndpoint(service)::answer), //
                Endpoint.of(GapsEndpoint.OPERATION, new GapsEndpoint(service)::answer),
                GapVerdictEndpoint.of(service, true),
                GapVerdictEndpoint.of(service, false));
    }

    /**
     * {@code GET /v1/sources}: what arrived of each file server's log, and on request in which hours. For administrators: the events of
     * private repositories are among them.
     */
    record AllSourcesEndpoint(QueryService service) {
        private static final PeriodParameter PERIOD = PeriodParameter.optional(366);
        private static final Schema SHARE = Schema.number().with("maximum", 1);
        private static final Table<SourceSummary> SOURCES = Table.of(
                        Column.text("source", SourceSummary::source),
                        Column.time("first", SourceSummary::first),
                        Column.time("last", SourceSummary::last),
                        Column.count("events", SourceSummary::events),
                        Column.count("events_last_hour", SourceSummary::lastHour),
                        new Column<SourceSummary>("events_per_hour", Schema.number(), SourceSummary::perHour),
                        new Column<SourceSummary>("without_agent", SHARE, SourceSummary::withoutAgent),
                        new Column<SourceSummary>("without_agent_mean", SHARE, SourceSummary::withoutAgentBefore))
                .named("EventSource");
        private static final Table<SourceDay> CALENDAR = Table.of(
                Column.text("source", SourceDay::source),
                Column.date("date", SourceDay::date),
                new Column<>(
                        "hours",
                        Schema.list(Schema.count())
                                .with("minItems", SourceDay.HOURS)
                                .with("maxItems", SourceDay.HOURS)
                                .with("description", "Events per hour."),
                        day -> day.hours().stream().map(SourceHour::events).toList()));

        static final Operation OPERATION = Responses.administrators(
                Operation.get("/v1/sources", "The events received from each file server.")
                        .taking(PERIOD),
                Response.json(
                        "All sources, by name; with days, from or to, also their days with events.",
                        Schema.object()
                                .and("sources", Schema.list(SOURCES.schema()))
                                .maybe("until", Schema.time().with("description", "The end of the last whole hour."))
                                .maybe("days", Schema.list(CALENDAR.schema()))
                                .maybe("period", Period.TABLE.schema())
                                .named("AllSources")));

        Reply answer(Request request) {
            var unused = request.administrator();
            Optional<Period> period = PERIOD.ifGiven(request.query(), service.today());
            Answer<List<SourceDay>> all = service.ask(new SourceDaysQuery());
            Instant logEnd = AnswerRenderer.whole(all).asOf().newestLogTime().orElse(Instant.MAX);
            return service.reply(all, days -> json(days, logEnd, period));
        }

        /** {@code logEnd}: servers' clocks may be ahead of it. */
        private static Reply json(List<SourceDay> days, Instant logEnd, Optional<Period> period) {
            Optional<Instant> until = days.stream()
                    .map(SourceDay::last)
                    .max(Comparator.naturalOrder())
                    .map(last -> (last.isBefore(logEnd) ? last : logEnd).truncatedTo(ChronoUnit.HOURS));
            return AnswerRenderer.json(json -> {
                SOURCES.writeList(json, "sources", SourceSummary.of(days, until.orElse(Instant.EPOCH)));
                if (until.isPresent())
                    json.writeStringField("until", until.get().toString());
                if (period.isEmpty()) return;
                List<SourceDay> within = days.stream()
                        .filter(day -> period.get().contains(day.date()))
                        .toList();
                CALENDAR.writeList(json, "days", within);
                period.get().writeTo(json);
            });
        }

        /**
         * The events of one source that arrived. {@code lastHour}: in the last whole hour of the log; {@code perHour}: on
         * average of the 28 days before that hour's end, or of those since the first event; {@code withoutAgent}: the share
         * without a User-Agent in the last 24 hours of these, {@code withoutAgentBefore}: in all of them.
         */
        record SourceSummary(
                String source,
                Instant first,
                Instant last,
                long events,
                long lastHour,
                double perHour,
                double withoutAgent,
                double withoutAgentBefore) {
            private static final Duration HOUR = Duration.ofHours(1);
            private static final Duration DAY = Duration.ofDays(1);
            private static final Duration MONTH = Duration.ofDays(28);

            static List<SourceSummary> of(Collection<SourceDay> days, Instant until) {
                return days.stream()
                        .collect(Collectors.groupingBy(SourceDay::source, TreeMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(own -> ofSource(own, until))
                        .toList();
            }

            private static SourceSummary ofSource(List<SourceDay> own, Instant until) {
                SourceDay all = own.stream().reduce(SourceDay::plus).orElseThrow();
                SourceHour lately = sum(own, until.minus(DAY), until);
                Instant begin = until.minus(MONTH);
                SourceHour month = sum(own, begin, until);
                Instant since = all.first().isAfter(begin) ? all.first().truncatedTo(ChronoUnit.HOURS) : begin;
                double hours = Math.max(1, Duration.between(since, until).toHours());
                return new SourceSummary(
                        all.source(),
                        all.first(),
                        all.last(),
                        all.events(),
                        sum(own, until.minus(HOUR), until).events(),
                        Math.round(month.events() / hours * 10) / 10.0,
                        share(lately),
                        share(month));
            }

            private static SourceHour sum(List<SourceDay> days, Instant from, Instant to) {
                long events = 0;
                long withoutAgent = 0;
                for (SourceDay day : days) {
                    Instant midnight = day.date().atStartOfDay().toInstant(ZoneOffset.UTC);
                    for (int i = 0; i < SourceDay.HOURS; i++) {
                        Instant hour = midnight.plus(HOUR.multipliedBy(i));
                        if (hour.isBefore(from) || !hour.isBefore(to)) continue;
                        events += day.hours().get(i).events();
                        withoutAgent += day.hours().get(i).withoutAgent();
                    }
                }
                return new SourceHour(events, withoutAgent);
            }

            private static double share(SourceHour hours) {
                return hours.isEmpty() ? 0 : Math.round(10_000.0 * hours.withoutAgent() / hours.events()) / 10_000.0;
            }
        }
    }
}
