package dev.footfall.queryapi.http.stats;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.question.DownloadSeries;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The days of all repositories of a user or organisation that the caller may see, as a picture: bars with axes. */
record NamespaceChartEndpoint(QueryService service) {
    private static final int NAMESPACE_PLACE = 2;

    /** Repositories whose days are held at a time. */
    private static final int AT_ONCE = 100;

    private static final SvgSizes SIZES = new SvgSizes(
            QueryParameter.integer("width", "In pixels.", 640, 240, 1_920),
            QueryParameter.integer("height", "In pixels.", 200, 100, 1_080));
    static final Operation OPERATION = Responses.orNotFound(Responses.numbers(
            Operation.get("/v1/namespaces/{namespace}/chart.svg", "A chart of a namespace's days.")
                    .taking(CommonSchemas.NAMESPACE, ChartEndpoint.PERIOD, SIZES),
            Response.of(
                    200,
                    "Bars for every day of the period, of all repositories that the caller may see.",
                    Svg.TYPE,
                    Schema.text())));

    Reply answer(Request request) {
        Period period = ChartEndpoint.PERIOD.of(request.query(), service.today());
        SvgForm form = SIZES.of(request);
        String namespace = request.segment(NAMESPACE_PLACE);
        return request.with(service.shares().categories(), () -> {
            var known = new VisibleRepositories(service.state(), request.caller());
            List<Lineage> repositories = known.of(namespace);
            List<SeenSummary> found =
                    known.whole(service.repositories().summaries(repositories, request.caller(), period)).stream()
                            .flatMap(Optional::stream)
                            .toList();
            if (found.isEmpty()) throw known.notFound(service.answers(), "no such namespace");
            var chart = new NamespaceDays(
                    namespace, found.size(), period, days(known, repositories, period), service.today());
            boolean isPrivate = found.stream().anyMatch(one -> one.seen().isPrivate());
            Answer<Optional<ShownValue<NamespaceDays>>> answer =
                    known.answer(asOf -> Optional.of(new ShownValue<>(chart, isPrivate)));
            GapList gaps = service.gaps().soon().orElse(GapList.NONE);
            return service.withGaps(
                    period,
                    ShownValue.reply(service, answer.withoutBalances(), drawn -> Svg.reply(drawn.bars(form, gaps))));
        });
    }

    private List<Long> days(VisibleRepositories known, List<Lineage> repositories, Period period) {
        List<Long> sums = Collections.nCopies(Math.toIntExact(period.days()), 0L);
        for (List<Lineage> part : Lineage.parts(repositories, AT_ONCE)) {
            var question = new DownloadSeriesQuery(part, period.start(), period.end(), Set.of());
            for (DownloadSeries one : known.whole(service.state().askOfMany(part, some -> question)))
                sums = DownloadSeries.plus(sums, one.downloads());
        }
        return sums;
    }

    /** {@code days}: the downloads of every day of the period, ascending; {@code today} is not over. */
    private record NamespaceDays(String namespace, int repositories, Period period, List<Long> days, LocalDate today) {
        NamespaceDays {
            days = List.copyOf(days);
        }

        private String title() {
            long sum = days.stream().mapToLong(Long::longValue).sum();
            return String.format(
                    Locale.ROOT,
                    "%s: %,d %s of %,d %s, %s",
                    namespace,
                    sum,
                    sum == 1 ? "download" : "downloads",
                    repositories,
                    repositories == 1 ? "repository" : "repositories",
                    Plot.words(period));
        }

        String bars(SvgForm form, GapList gaps) {
            String standard = Badge.width(title()) < form.width() ? title() : namespace;
            Svg svg = form.beginCard(title(), standard);
            long most = days.stream().reduce(1L, Math::max);
            var plot = new Plot(form.width(), form.top(), form.height() - 28, period, most);
            plot.axes(svg, today);
            for (int i = 0; i < days.size(); i++) bar(svg, plot, i);
            plot.hatch(svg, gaps);
            return svg.add("</g></svg>\n").toString();
        }

        private void bar(Svg svg, Plot plot, int index) {
            long downloads = days.get(index);
            LocalDate day = period.start().plusDays(index);
            if (downloads == 0) return;
            svg.add(
                    "<g%s><title>%s: %,d downloads</title>",
                    day.equals(today) ? " opacity=\"0.5\"" : "", day, downloads);
            plot.bar(svg, index, 0, downloads, "class=\"ff-bar\"");
            svg.add("</g>");
        }
    }
}
