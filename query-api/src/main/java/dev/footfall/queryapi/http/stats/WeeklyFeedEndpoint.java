package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A repository's finished weeks as an Atom feed (RFC 4287): an entry is published once, on the Monday after its week. */
record WeeklyFeedEndpoint(QueryService service) {
    private static final int WEEKS = 12;
    private static final int DAYS = 7;
    private static final String ATOM = "application/atom+xml; charset=utf-8";
    private static final String FEED =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">"
                    + "%s<author><name>Footfall</name></author>%s</feed>";

    static Endpoint of(QueryService service) {
        Operation operation = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats/weekly.atom", "A repository's weeks as an Atom feed."),
                Response.of(200, "An entry for each of the last twelve finished weeks.", ATOM, Schema.text()));
        return Endpoint.of(operation, new WeeklyFeedEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        LocalDate monday = service.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        // The week before the first one is what that is compared with.
        Period period = new Period(monday.minusWeeks(WEEKS + 1), monday.minusDays(1));
        var everyDay = new Series(Interval.DAY, ZoneOffset.UTC, period);
        Answer<Optional<ShownValue<Weeks>>> weeks = service.repositories()
                .about(
                        request,
                        seen -> RecentDays.ask(service, seen.lineage(), period, false)
                                .map(rows -> everyDay.sums(rows, RecentSeries.DAYS))
                                .map(days -> new ShownValue<>(new Weeks(seen.repo(), days), seen.isPrivate())));
        String root = request.url().startsWith("/api/") ? "../../../../../" : "../../../../"; // where the dashboard is
        return ShownValue.reply(service, weeks, shown -> Reply.of(200, ATOM, shown.feed(root)));
    }

    /** {@code days}: each day of whole weeks, ascending. */
    private record Weeks(RepoId repo, List<ClassDay> days) {
        Weeks {
            days = List.copyOf(days);
        }

        private String address() {
            return repo.type().label() + "/" + repo.fullName();
        }

        private long downloads(int week) {
            return days.subList(DAYS * week, DAYS * (week + 1)).stream()
                    .mapToLong(day -> day.counts().counts().downloads())
                    .sum();
        }

        String feed(String root) {
            int last = days.size() / DAYS - 1;
            String entries = IntStream.rangeClosed(1, last)
                    .mapToObj(i -> entry(last + 1 - i, root))
                    .collect(Collectors.joining());
            String title = "Downloads of " + repo.fullName() + " by week";
            return FEED.formatted(head("", title, days.get(days.size() - 1).date()), entries);
        }

        private String entry(int week, String root) {
            LocalDate first = days.get(DAYS * week).date();
            LocalDate last = first.plusDays(DAYS - 1L);
            long now = downloads(week);
            long before = downloads(week - 1);
            String unit = now == 1 ? "download" : "downloads";
            String title = String.format(Locale.ROOT, "%,d %s, %s", now, unit, Plot.words(new Period(first, last)));
            String summary =
                    String.format(Locale.ROOT, "%s: %s the week before (%,d).", title, change(now, before), before);
            String page = "<link href=\"" + root + "#" + address() + "?from=" + first + "&amp;to=" + last + "\"/>";
            return "<entry>" + head(":" + first, title, last) + page + "<summary>" + Svg.escaped(summary)
                    + "</summary></entry>";
        }

        private static String change(long now, long before) {
            if (before == 0) return now == 0 ? "as many as" : "more than";
            return String.format(Locale.ROOT, "%+d %% against", Math.round(100.0 * now / before - 100));
        }

        /** {@code day}: the last one of its days. */
        private String head(String suffix, String title, LocalDate day) {
            return "<id>urn:footfall:" + Svg.escaped(address()) + ":weeks" + suffix + "</id><title>"
                    + Svg.escaped(title) + "</title><updated>" + day.plusDays(1) + "T00:00:00Z</updated>";
        }
    }
}
