package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenRepository;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.NamesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.States;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A repository's finished weeks as an Atom feed (RFC 4287): an entry is published on the Monday after its week, and changes only
 * with a correction of its days.
 */
record WeeklyFeedEndpoint(QueryService service, States states) {
    private static final int WEEKS = 12;
    private static final int DAYS = 7;
    private static final String ATOM = "application/atom+xml; charset=utf-8";
    private static final String FEED =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">"
                    + "%s<author><name>Footfall</name></author>%s</feed>";

    static Endpoint of(QueryService service, States states) {
        Operation operation = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats/weekly.atom", "A repository's weeks as an Atom feed."),
                Response.of(
                        200,
                        "An entry for each of the last twelve finished weeks: downloads, change, most used revision, "
                                + "corrections since.",
                        ATOM,
                        Schema.text()));
        return Endpoint.of(operation, new WeeklyFeedEndpoint(service, states)::answer);
    }

    private Reply answer(Request request) {
        LocalDate monday = service.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        // The week before the first one is what that is compared with.
        Period period = new Period(monday.minusWeeks(WEEKS + 1), monday.minusDays(1));
        Answer<Optional<ShownValue<Weeks>>> weeks = service.repositories()
                .about(
                        request,
                        seen -> weeks(seen, period, request).map(found -> new ShownValue<>(found, seen.isPrivate())));
        String root = request.url().startsWith("/api/") ? "../../../../../" : "../../../../"; // where the dashboard is
        return ShownValue.reply(service, weeks, shown -> Reply.of(200, ATOM, shown.feed(root)));
    }

    /** Of downloads that were counted here: balances are in no week. */
    private Answer<Weeks> weeks(SeenRepository seen, Period period, Request request) {
        var everyDay = new Series(Interval.DAY, ZoneOffset.UTC, period);
        boolean isWhole = request.caller().admin();
        List<Correction> corrections = states.corrections().stream()
                .map(one -> isWhole ? one : one.published())
                .toList();
        Answer<List<ClassDay>> days = service.ask(new DaysQuery(seen.lineage(), period.start(), period.end()))
                .map(rows -> everyDay.sums(rows.stream().map(ClassDay::of).toList(), RecentSeries.DAYS));
        if (!service.backend().projects(ProjectionNames.REVISIONS))
            return days.map(all -> new Weeks(seen.repo(), all, List.of(), corrections));
        List<LocalDate> mondays = IntStream.rangeClosed(0, WEEKS)
                .mapToObj(i -> period.start().plusWeeks(i))
                .toList();
        var names = new NamesQuery(seen.lineage(), mondays, period.end(), ProjectionNames.REVISIONS, 0);
        return days.then(
                all -> service.ask(names).map(counts -> new Weeks(seen.repo(), all.value(), counts, corrections)));
    }

    /**
     * {@code days}: each day of whole weeks, ascending; {@code revisions}: of each week, or of none where they are not counted;
     * {@code corrections}: the newest first.
     */
    private record Weeks(RepoId repo, List<ClassDay> days, List<NamedCounts> revisions, List<Correction> corrections) {
        Weeks {
            days = List.copyOf(days);
            revisions = List.copyOf(revisions);
            corrections = List.copyOf(corrections);
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
            Instant updated = IntStream.rangeClosed(1, last)
                    .mapToObj(this::updated)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            return FEED.formatted(head("", title, updated), entries);
        }

        private String entry(int week, String root) {
            LocalDate first = days.get(DAYS * week).date();
            LocalDate last = first.plusDays(DAYS - 1L);
            long now = downloads(week);
            long before = downloads(week - 1);
            String unit = now == 1 ? "download" : "downloads";
            String title = String.format(Locale.ROOT, "%,d %s, %s", now, unit, Plot.words(new Period(first, last)));
            String summary =
                    String.format(Locale.ROOT, "%s: %s the week before (%,d).", title, change(now, before), before)
                            + mostUsed(week)
                            + since(week).map(Weeks::words).collect(Collectors.joining());
            String page = "<link href=\"" + root + "#" + address() + "?from=" + first + "&amp;to=" + last + "\"/>";
            return "<entry>" + head(":" + first, title, updated(week)) + page + "<summary>" + Svg.escaped(summary)
                    + "</summary></entry>";
        }

        /** The revision with the most downloads; nothing where none is named. */
        private String mostUsed(int week) {
            if (revisions.isEmpty()) return "";
            return NameKind.rows(revisions.get(week)).stream()
                    .filter(row ->
                            !row.name().equals(NameKind.UNKNOWN) && row.counts().downloads() > 0)
                    .min(NameKind.REVISIONS.order("downloads"))
                    .map(row -> String.format(
                            Locale.ROOT,
                            " Most used revision: %s (%,d).",
                            row.name(),
                            row.counts().downloads()))
                    .orElse("");
        }

        /** The corrections of days of a week that were published after its end, the newest first. */
        private Stream<Correction> since(int week) {
            LocalDate first = days.get(DAYS * week).date();
            LocalDate last = first.plusDays(DAYS - 1L);
            return corrections.stream()
                    .filter(one -> one.at().isAfter(end(last)))
                    .filter(one -> one.change()
                                    .first()
                                    .filter(day -> !day.isAfter(last))
                                    .isPresent()
                            && one.change()
                                    .last()
                                    .filter(day -> !day.isBefore(first))
                                    .isPresent());
        }

        private static String words(Correction correction) {
            String day = correction.at().toString().substring(0, 10);
            return " Corrected on " + day + ": " + correction.reason() + ".";
        }

        private Instant updated(int week) {
            LocalDate last = days.get(DAYS * week).date().plusDays(DAYS - 1L);
            return since(week).findFirst().map(Correction::at).orElse(end(last));
        }

        private static Instant end(LocalDate day) {
            return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private static String change(long now, long before) {
            if (before == 0) return now == 0 ? "as many as" : "more than";
            return String.format(Locale.ROOT, "%+d %% against", Math.round(100.0 * now / before - 100));
        }

        private String head(String suffix, String title, Instant updated) {
            return "<id>urn:footfall:" + Svg.escaped(address()) + ":weeks" + suffix + "</id><title>"
                    + Svg.escaped(title) + "</title><updated>" + updated + "</updated>";
        }
    }
}
