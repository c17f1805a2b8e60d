package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record CompareEndpoint(QueryService service) {
    private static final int MOST = 8;
    private static final String REPOS = "repos";
    private static final SvgSizes SIZES = new SvgSizes(
            QueryParameter.integer("width", "In pixels.", 640, 240, 1_920),
            QueryParameter.integer("height", "In pixels.", 280, 200, 1_080));
    private static final Parameter NAMES = new Parameter(
            REPOS,
            ParameterPlace.REQUIRED_QUERY,
            "A model's namespace/name, datasets/namespace/name, spaces/namespace/name; with commas.",
            Schema.list(Schema.text(3, 202).with("example", "myorg/mymodel"))
                    .with("minItems", 1)
                    .with("maxItems", MOST));
    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/compare.svg", "A chart of the days of several repositories.")
                    .taking(NAMES, ChartEndpoint.PERIOD, SIZES),
            Response.of(
                    200,
                    "One line each, dashed up to a day that is not over. Repositories that are unknown or not visible "
                            + "to this caller are shown as not found in the legend.",
                    Svg.TYPE,
                    Schema.text()));

    Reply answer(Request request) {
        List<RepoId> names = names(request);
        Period period = ChartEndpoint.PERIOD.of(request.query(), service.today());
        SvgForm form = SIZES.of(request);
        Answer<Optional<ShownValue<List<Line>>>> lines = new BulkEndpoint(service)
                .found(names.stream(), period, true, request)
                .withoutBalances()
                .map(found -> Optional.of(lines(names, found)));
        return service.withGaps(period, ShownValue.reply(service, lines, all -> Svg.reply(drawn(all, period, form))));
    }

    private static List<RepoId> names(Request request) {
        String given = request.query().text(REPOS).orElse("");
        List<Optional<RepoId>> names =
                Stream.of(given.split(",", -1)).map(RepoId::ofMixedName).toList();
        if (names.size() <= MOST && names.stream().allMatch(Optional::isPresent))
            return names.stream().flatMap(Optional::stream).distinct().toList();
        throw new BadParameter(REPOS, given, "1 to " + MOST + " names as in org/model,datasets/org/name");
    }

    private static ShownValue<List<Line>> lines(List<RepoId> names, Map<RepoId, SeenSummary> found) {
        List<Line> lines = names.stream()
                .map(name -> new Line(name, Optional.ofNullable(found.get(name))))
                .toList();
        return new ShownValue<>(
                lines, found.values().stream().anyMatch(one -> one.seen().isPrivate()));
    }

    private String drawn(List<Line> lines, Period period, SvgForm form) {
        String title = "Downloads, " + Plot.words(period);
        String key = lines.stream().map(Line::words).collect(Collectors.joining(", "));
        Svg svg = form.beginCard(title + ": " + key, title);
        long most = lines.stream().flatMap(Line::days).reduce(1L, Math::max);
        var plot = new Plot(form.width(), writeKey(svg, lines, form), form.height() - 28, period, most);
        plot.axes(svg, service.today());
        for (int i = 0; i < lines.size(); i++) lines.get(i).draw(svg, plot, i, service.today());
        plot.hatch(svg, service.gaps().soon().orElse(GapList.NONE));
        return svg.add("</g></svg>\n").toString();
    }

    /** Writes the name and sum of each line, so close that there is room for the plot; returns where they end. */
    private static int writeKey(Svg svg, List<Line> lines, SvgForm form) {
        int step = Math.min(18, (form.height() - form.top() - 74) / lines.size());
        int x = 12;
        int y = form.top();
        for (int i = 0; i < lines.size(); i++) {
            String words = lines.get(i).words();
            int wide = Badge.width(words) + 34;
            if (x > 12 && x + wide > form.width()) {
                x = 12;
                y += step;
            }
            svg.add(
                    "<path d=\"M%d %dh14\" class=\"%s\" stroke-width=\"3\"/>",
                    x, y - 4, lines.get(i).style(i));
            svg.add("<text x=\"%d\" y=\"%d\" class=\"ff-soft\">%s</text>", x + 20, y, Svg.escaped(words));
            x += wide;
        }
        return y + 20;
    }

    private record Line(RepoId repo, Optional<SeenSummary> found) {
        Stream<Long> days() {
            return found.stream().flatMap(one -> one.series().stream());
        }

        String words() {
            String name = repo.mixedName();
            return found.map(one -> String.format(Locale.ROOT, "%s %,d", name, one.recentDownloads()))
                    .orElse(name + " not found");
        }

        String style(int place) {
            return found.isPresent() ? "ff-h" + place : "ff-grid";
        }

        void draw(Svg svg, Plot plot, int place, LocalDate today) {
            if (found.isEmpty()) return;
            List<String> points = plot.points(days().toList());
            long days = ChronoUnit.DAYS.between(plot.period().start(), today);
            int over = (int) Math.max(0, Math.min(days, points.size()));
            path(svg, points.subList(0, over), style(place), "");
            path(svg, points.subList(Math.max(0, over - 1), points.size()), style(place), " stroke-dasharray=\"1 5\"");
        }

        private static void path(Svg svg, List<String> points, String style, String dashes) {
            if (points.isEmpty()) return;
            svg.add( // "h0": a dot where there is only one day
                    "<path d=\"M%sh0\" class=\"%s\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\""
                            + " stroke-linecap=\"round\"%s/>",
                    String.join("L", points), style, dashes);
        }
    }
}
