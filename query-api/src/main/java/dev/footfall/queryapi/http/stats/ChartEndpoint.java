package dev.footfall.queryapi.http.stats;

import dev.footfall.events.balances.BalanceSum;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A repository's days as a picture: bars with axes, or a line as small as a word. */
record ChartEndpoint(QueryService service, SvgSizes sizes, BiFunction<ChartEndpoint.Chart, SvgForm, String> drawing) {
    private static final int MOST_DAYS = 366;
    private static final int KEY_SPACE = 26;
    private static final int LEAST_HEIGHT = 100;
    static final PeriodParameter PERIOD = PeriodParameter.of(30, MOST_DAYS, MOST_DAYS);
    private static final SvgSizes BARS = new SvgSizes(
            QueryParameter.integer("width", "In pixels.", 640, 240, 1_920),
            QueryParameter.integer("height", "In pixels.", 200, 100, 1_080));
    private static final SvgSizes LINE = new SvgSizes(
            QueryParameter.integer("width", "In pixels.", 120, 40, 640),
            QueryParameter.integer("height", "In pixels.", 30, 16, 160));

    static Endpoint chart(QueryService service) {
        String meaning = "Bars for every day of the period, by signed-in and other visitors.";
        return Endpoint.of(
                operation("chart.svg", "A chart of a repository's days.", meaning, BARS),
                new ChartEndpoint(service, BARS, Chart::bars)::answer);
    }

    static Endpoint sparkline(QueryService service) {
        String meaning = "A line through the completed days of the period, without text or background.";
        return Endpoint.of(
                operation("sparkline.svg", "A sparkline of a repository's days.", meaning, LINE),
                new ChartEndpoint(service, LINE, Chart::line)::answer);
    }

    private static Operation operation(String name, String summary, String meaning, SvgSizes sizes) {
        return Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats/" + name, summary)
                        .taking(PERIOD, sizes),
                Response.of(200, meaning, Svg.TYPE, Schema.text()));
    }

    private Reply answer(Request request) {
        Period period = PERIOD.of(request.query(), service.today());
        SvgForm form = sizes.of(request);
        var everyDay = new Series(Interval.DAY, ZoneOffset.UTC, period);
        GapList known = service.gaps().soon().orElse(GapList.NONE);
        Answer<Optional<ShownValue<Chart>>> chart = service.repositories()
                .about(
                        request,
                        seen -> RecentDays.ask(service, seen.lineage(), period, false)
                                .map(rows -> everyDay.sums(rows, RecentSeries.DAYS))
                                .map(days -> new ShownValue<>(
                                        new Chart(seen.repo().fullName(), period, days, service.today(), known),
                                        seen.isPrivate())));
        return service.withGaps(
                period, ShownValue.reply(service, chart, drawn -> Svg.reply(drawing.apply(drawn, form))));
    }

    /** {@code days}: every day of the period, ascending; hatched in {@code gaps}; {@code today} is not over. */
    record Chart(String name, Period period, List<ClassDay> days, LocalDate today, GapList gaps) {
        Chart {
            days = List.copyOf(days);
        }

        private long most() {
            return days.stream().mapToLong(day -> day.counts().downloads()).reduce(1, Math::max);
        }

        private String title() {
            long sum = days.stream().mapToLong(day -> day.counts().downloads()).sum();
            String unit = sum == 1 ? "download" : "downloads";
            return String.format(Locale.ROOT, "%s: %,d %s, %s", name, sum, unit, Plot.words(period));
        }

        /** The downloads that other systems counted, by origin. */
        private BalanceSum balance() {
            return days.stream().map(day -> day.counts().balance()).reduce(BalanceSum.NONE, BalanceSum::plus);
        }

        /** The title, with the downloads that other systems counted. */
        private String description() {
            return new TreeMap<>(balance().byOrigin())
                    .entrySet().stream()
                            .map(one -> String.format(Locale.ROOT, ", %,d from %s", one.getValue(), one.getKey()))
                            .collect(Collectors.joining("", title(), ""));
        }

        /** The meaning of the colours: the style of each, and its name. */
        private List<String[]> key() {
            var key = new ArrayList<>(
                    List.of(new String[] {"ff-bar", "signed in"}, new String[] {"ff-bar2", "anonymous"}));
            if (days.stream().anyMatch(day -> undivided(day) > 0)) key.add(new String[] {"ff-bar3", "not known"});
            BalanceSum balance = balance();
            if (!balance.isNone())
                key.add(new String[] {
                    "ff-bar2",
                    "from " + String.join(", ", new TreeSet<>(balance.byOrigin().keySet()))
                });
            return key;
        }

        private static int width(List<String[]> key) {
            return key.stream()
                    .mapToInt(entry -> KEY_SPACE + Badge.width(entry[1]))
                    .sum();
        }

        /** Of a balance whose origin did not divide it. */
        private static long undivided(ClassDay day) {
            return day.counts().downloads()
                    - day.counts().authenticated()
                    - day.counts().anonymous();
        }

        /** A day that is not over is paler. */
        String bars(SvgForm form) {
            String standard = Badge.width(title()) < form.width() ? title() : name;
            Svg svg = form.beginCard(description(), standard);
            List<String[]> key = key();
            int keyWidth = width(key);
            boolean isBeside =
                    form.isTitled() && 1.3 * Badge.width(form.title().orElse(standard)) + keyWidth < form.width();
            boolean isBelow = !isBeside && form.height() - form.top() > LEAST_HEIGHT;
            int top = isBelow ? form.top() + 14 : form.top();
            var plot = new Plot(form.width(), top, form.height() - 28, period, most());
            plot.axes(svg, today);
            if (!balance().isNone()) svg.add(Plot.BALANCES);
            IntStream.range(0, days.size()).forEach(i -> bars(svg, plot, i));
            plot.hatch(svg, gaps);
            if (isBeside) writeKey(svg, key, form.width() - keyWidth, 24);
            if (isBelow) writeKey(svg, key, 12, form.top());
            return svg.add("</g></svg>\n").toString();
        }

        private static void writeKey(Svg svg, List<String[]> key, int x, int y) {
            int left = x;
            for (String[] entry : key) {
                String place = "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" rx=\"2\" %s/>";
                svg.add(place, left, y - 8, "class=\"" + entry[0] + "\"");
                if (entry[1].startsWith("from ")) svg.add(place, left, y - 8, Plot.OF_BALANCES);
                svg.add("<text x=\"%d\" y=\"%d\" class=\"ff-soft\">%s</text>", left + 14, y, Svg.escaped(entry[1]));
                left += KEY_SPACE + Badge.width(entry[1]);
            }
        }

        private void bars(Svg svg, Plot plot, int index) {
            ClassDay day = days.get(index);
            long downloads = day.counts().downloads();
            long signedIn = day.counts().authenticated();
            long divided = downloads - undivided(day);
            long balance = Math.min(day.counts().balance().downloads(), downloads);
            if (downloads == 0) return;
            String paler = day.date().equals(today) ? " opacity=\"0.5\"" : "";
            svg.add("<g%s><title>%s: %,d downloads, %,d signed in</title>", paler, day.date(), downloads, signedIn);
            if (downloads > divided) plot.bar(svg, index, divided, downloads, "class=\"ff-bar3\"");
            if (divided > signedIn) plot.bar(svg, index, signedIn, divided, "class=\"ff-bar2\"");
            if (signedIn > 0) plot.bar(svg, index, 0, signedIn, "class=\"ff-bar\"");
            if (balance > 0) plot.bar(svg, index, downloads - balance, downloads, Plot.OF_BALANCES);
            svg.add("</g>");
        }

        /** Days that are not over are left out, unless all are. */
        String line(SvgForm form) {
            List<Long> over = days.stream()
                    .filter(day -> day.date().isBefore(today) || day.date().equals(period.start()))
                    .map(day -> day.counts().downloads())
                    .toList();
            double step = (form.width() - 6.0) / Math.max(1, over.size() - 1);
            int bottom = form.height() - 3;
            long most = over.stream().reduce(1L, Math::max);
            List<String> points = IntStream.range(0, over.size())
                    .mapToObj(i -> Plot.point(3 + i * step, bottom - (bottom - 3.0) * over.get(i) / most))
                    .toList();
            String last = points.get(points.size() - 1);
            return form.begin(form.title().filter(text -> form.isTitled()).orElse(description()))
                    .add(
                            "<path d=\"M3 %2$dL%1$sV%2$dZ\" class=\"ff-bar2\" opacity=\"0.25\"/>",
                            String.join("L", points), bottom)
                    .add(
                            "<path d=\"M%s\" class=\"ff-h0\" fill=\"none\" stroke-width=\"1.5\"/>",
                            String.join("L", points))
                    .add(
                            "<path d=\"M%sh0\" class=\"ff-h0\" stroke-width=\"4\" stroke-linecap=\"round\"/></svg>\n",
                            last)
                    .toString();
        }
    }
}
