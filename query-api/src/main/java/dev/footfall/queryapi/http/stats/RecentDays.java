package dev.footfall.queryapi.http.stats;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.ClassDaysQuery;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The rows of a repository's recent days: their columns, and those on request. */
final class RecentDays {
    static final String BYTES = "bytes";

    static final String MERGED = "merged";

    static final String BALANCES = "balances";

    static final Column<RepositoryDay> OF_ORIGINS = new Column<>(
            BALANCES,
            Schema.mapOf(Schema.count())
                    .with("description", "Included downloads that other systems counted, by origin."),
            day -> new TreeMap<>(day.balance().byOrigin()));

    static final String GAPS = "gaps";

    static final Schema GAP_HOURS = Schema.text()
            .with(
                    "description",
                    "Hours of the day without data of a source, such as 06-09 files-1, with commas; else empty.");

    static final Column<RepositoryDay> EXCLUDED =
            Breakdown.counts("excluded", ExclusionReason.values(), ExclusionReason::label, RepositoryDay::excluded);

    static final Table<RepositoryDay> COUNTS = Table.<RepositoryDay>of(
                    Column.date("date", RepositoryDay::date),
                    Column.count("downloads", RepositoryDay::downloads),
                    Column.count("authenticated", RepositoryDay::authenticated),
                    Column.count("anonymous", RepositoryDay::anonymous),
                    Column.count("files", RepositoryDay::files))
            .andOnRequest(
                    Column.count(BYTES, day -> day.counts().bytes()),
                    EXCLUDED,
                    Column.count(MERGED, RepositoryDay::merged),
                    OF_ORIGINS);

    static final Table<ClassDay> DAYS = Table.<ClassDay>of()
            .and(COUNTS, ClassDay::counts)
            .andOnRequest(
                    Breakdown.CLASSES.of(ClassDay::classes),
                    Column.count(ProjectionNames.VISITORS, ClassDay::visitors),
                    new Column<>(GAPS, GAP_HOURS, row -> ""))
            .named("Day");

    static final PeriodParameter PERIOD = PeriodParameter.of(30, 365, Period.MAX_DAYS);

    static final QueryParameter<Set<String>> FIELDS =
            QueryParameter.words("fields", "Extra columns.", DAYS.onRequest());

    private RecentDays() {}

    /** Days with their classes if those are asked for, which costs more. */
    static Answer<List<ClassDay>> ask(QueryService service, Lineage repo, Period period, boolean isWithClasses) {
        if (isWithClasses) return service.ask(new ClassDaysQuery(repo, period.start(), period.end(), true));
        return service.ask(new DaysQuery(repo, period.start(), period.end(), true))
                .map(days -> days.stream().map(ClassDay::of).toList());
    }

    /** @throws HttpProblemException if they are, and cannot be known */
    static <R> Table<R> showing(Set<String> fields, Table<R> table, Function<R, LocalDate> date, QueryService service) {
        if (!fields.contains(RecentDays.GAPS)) return table.showing(fields);
        var others = new HashSet<>(fields);
        others.remove(RecentDays.GAPS);
        GapList gaps = AnswerRenderer.whole(service.gaps().answer()).value();
        Map<LocalDate, String> known = new HashMap<>(); // rows are many, and days few
        return table.showing(others)
                .and(new Column<>(
                        RecentDays.GAPS,
                        RecentDays.GAP_HOURS,
                        row -> known.computeIfAbsent(date.apply(row), gaps::hoursOf)));
    }

    static Schema schema() {
        return RecentDays.DAYS
                .schema()
                .with("required", List.of("date", "downloads", "files"))
                .maybe("hour", Schema.time())
                .maybe("end", Schema.date());
    }
}
