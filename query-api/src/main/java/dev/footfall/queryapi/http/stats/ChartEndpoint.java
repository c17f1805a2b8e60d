package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.GapHeader;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.stats.BadgeEndpoint.Badge;
import dev.footfall.queryapi.http.stats.BadgeEndpoint.Picture;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.RepositoryQuery.DaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /{type}s/{namespace}/{name}/stats/chart.svg}: a repository's days as a picture. */
record ChartEndpoint(QueryService service) {
    private static final int MOST_DAYS = 366;
    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MOST_DAYS).orDays(30, MOST_DAYS);
    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/chart.svg", "A repository's days as a picture.")
                    .taking(PERIOD.described()),
            Response.of(
                    200,
                    "Bars for every day of the period, of signed-in and other visitors.",
                    Picture.SVG_TYPE,
                    Schema.text()));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new ChartEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Period period = PERIOD.of(request.query(), service.today());
        GapHeader gaps = GapHeader.of(service, period);
        Answer<Optional<Picture<Chart>>> chart = service.repositories()
                .about(request, seen -> days(seen, period).map(days -> picture(seen, period, days)));
        Reply reply = Picture.reply(service, chart, drawn -> Reply.of(200, Picture.SVG_TYPE, drawn.svg()));
        return gaps.addTo(reply);
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

    /**
     * A repository's downloads by day, as bars.
     *
     * @param days every day of a period, ascending; at least one
     * @param today the day that is not over
     * @param gaps the gaps of the log: days with one are hatched
     */
    record Chart(String name, List<RepositoryDay> days, LocalDate today, GapList gaps) {
        private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.ENGLISH);
        private static final int WIDTH = 640;
        private static final int HEIGHT = 200;
        private static final int LEFT = 48;
        private static final int RIGHT = 8;
        private static final int TOP = 44;
        private static final int BOTTOM = 24;
        private static final int PLOT = HEIGHT - TOP - BOTTOM;

        Chart {
            days = List.copyOf(days);
        }

        /** As a picture. A day that is not over is paler. */
        String svg() {
            long most = Math.max(1, most());
            var svg = new StringBuilder();
            String title = title();
            append(
                    svg,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\""
                            + " aria-label=\"%3$s\"><title>%3$s</title><rect width=\"%1$d\" height=\"%2$d\" fill=\"#fff\"/>"
                            + "<defs><pattern id=\"gap\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                            + " patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"#b45309\" stroke-width=\"2\"/></pattern></defs>"
                            + "<g font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\" fill=\"#555\">",
                    WIDTH,
                    HEIGHT,
                    Picture.escaped(title));
            append(svg, "<text x=\"8\" y=\"20\" font-size=\"13\" fill=\"#222\">%s</text>", Picture.escaped(title));
            line(svg, most, most);
            line(svg, 0, most);
            append(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, HEIGHT - 8, DATE.format(first()));
            append(
                    svg,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text></g>",
                    WIDTH - RIGHT,
                    HEIGHT - 8,
                    DATE.format(last()));
            for (int i = 0; i < days.size(); i++) bars(svg, i, most);
            for (int i = 0; i < days.size(); i++) hatch(svg, i);
            return svg.append("</svg>\n").toString();
        }

        private long most() {
            return days.stream()
                    .mapToLong(day -> day.counts().downloads())
                    .max()
                    .orElseThrow();
        }

        private LocalDate first() {
            return days.get(0).date();
        }

        private LocalDate last() {
            return days.get(days.size() - 1).date();
        }

        private String title() {
            long sum = days.stream().mapToLong(day -> day.counts().downloads()).sum();
            String period = DATE.format(first()) + " to " + DATE.format(last());
            return "%s: %,d %s, %s".formatted(name, sum, sum == 1 ? "download" : "downloads", period);
        }

        private static void line(StringBuilder svg, long value, long most) {
            double y = y(value, most);
            append(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH - RIGHT);
            append(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 6,
                    y + 4,
                    Badge.rounded(value));
        }

        private void bars(StringBuilder svg, int index, long most) {
            RepositoryDay day = days.get(index);
            long downloads = day.counts().downloads();
            if (downloads == 0) return;
            double slot = slot();
            double gap = Math.min(2, slot / 5);
            double x = LEFT + index * slot + gap / 2;
            double of = y(downloads, most);
            double signedIn = y(day.counts().authenticated(), most);
            append(svg, "<g%s>", day.date().equals(today) ? " opacity=\"0.5\"" : "");
            append(
                    svg,
                    "<title>%s: %,d downloads, %,d signed in</title>",
                    day.date(),
                    downloads,
                    day.counts().authenticated());
            bar(svg, x, of, slot - gap, signedIn - of, "#4aa59b");
            bar(svg, x, signedIn, slot - gap, TOP + PLOT - signedIn, "#0b5e57");
            svg.append("</g>");
        }

        /** Hatches a day with missing data; its bar stays visible. */
        private void hatch(StringBuilder svg, int index) {
            LocalDate date = days.get(index).date();
            String hours = gaps.hoursOf(date);
            if (hours.isEmpty()) return;
            double slot = slot();
            append(
                    svg,
                    "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"url(#gap)\" opacity=\"0.5\">"
                            + "<title>%s: no data %s</title></rect>",
                    LEFT + index * slot,
                    TOP,
                    slot,
                    PLOT,
                    date,
                    Picture.escaped(hours));
        }

        private double slot() {
            return (double) (WIDTH - LEFT - RIGHT) / days.size();
        }

        private static void bar(StringBuilder svg, double x, double y, double width, double height, String color) {
            if (height <= 0) return;
            append(
                    svg,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>",
                    x,
                    y,
                    width,
                    height,
                    color);
        }

        private static double y(long value, long most) {
            return TOP + PLOT * (1 - (double) value / most);
        }

        private static void append(StringBuilder svg, String form, Object... values) {
            svg.append(String.format(Locale.ROOT, form, values));
        }
    }
}
