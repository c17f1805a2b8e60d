package dev.footfall.dialects;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.stats.RenamedRanking;
import dev.footfall.queryapi.http.stats.SearchEndpoint;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.ClassDaysQuery;
import dev.footfall.queryapi.question.DailyRows.AllClasses;
import dev.footfall.queryapi.question.NamesQuery;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.SearchQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The packages of a dialect: the repositories that its names mean, as a request's caller sees them. */
record Packages(String dialect, QueryService service, DialectConfig config, Request request) {
    static final String ALL = "";
    private static final int MOST_ALIKE = 1_000;
    /** Rows of all packages of one question: a year of 500 of them. */
    private static final int MOST_ROWS = 183_000;

    private static final QueryParameter<String> COUNTED =
            QueryParameter.word("downloads", "What is counted.", "sessions", List.of("sessions", "files"));

    LocalDate today() {
        return service.today();
    }

    /** The repository of a name: the configured one, else that of {@code namespace/name} or {@code @namespace/name}. */
    Optional<RepoId> repository(String name, RepoType type) {
        if (name.indexOf('%') >= 0) return Optional.empty(); // it is decoded already
        return config.names().apply(dialect, name).or(() -> RepoId.of(type, name.replaceFirst("^@", "")));
    }

    /** Empty where there is none. */
    Optional<String> nameOf(RepoId repo) {
        return Stream.of(repo.name(), repo.fullName())
                .filter(name -> repository(name, config.type()).equals(Optional.of(repo)))
                .findFirst();
    }

    /** True for files in place of downloads: a curve as the other product draws it. */
    boolean isOfFiles() {
        return COUNTED.of(request.query()).equals("files");
    }

    long count(ClassDay day) {
        return count(day.counts().counts());
    }

    long count(DailyCounts counts) {
        return isOfFiles() ? counts.files() : counts.downloads();
    }

    long sum(List<ClassDay> days, Period period) {
        return days.stream()
                .filter(day -> period.contains(day.date()))
                .mapToLong(this::count)
                .sum();
    }

    /** {@link #ALL} where there is none. */
    static List<String> names(List<String> path) {
        List<String> names = Stream.of(String.join("/", path).split(",", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        return names.isEmpty() ? List.of(ALL) : names;
    }

    /** The reply about these packages, by their days. All of them are held, so few callers at a time ask for several. */
    Reply reply(List<String> names, Period period, Function<Map<String, PackageDays>, Optional<Object>> form) {
        Supplier<Reply> reply = () -> reply(days(names, period), period, form);
        return names.size() > 1 ? request.with(service.shares().past(), reply) : reply.get();
    }

    private Answer<Map<String, PackageDays>> days(List<String> names, Period period) {
        Map<String, PackageDays> found = new HashMap<>();
        var rows = new AtomicInteger();
        return Answer.each(
                        names,
                        name -> days(name, period).map(one -> {
                            one.ifPresent(days -> found.put(name, days));
                            int all = rows.addAndGet(
                                    one.map(days -> days.days().size()).orElse(0));
                            if (all <= MOST_ROWS) return one.isPresent();
                            throw new BadParameter("period", "" + period.days(), "fewer days of so many packages");
                        }))
                .map(any -> found);
    }

    Answer<Optional<PackageDays>> days(String name, Period period) {
        LocalDate from = period.start().isBefore(LocalDate.EPOCH) ? LocalDate.EPOCH : period.start(); // none is earlier
        LocalDate to = period.end().isBefore(from) ? from : period.end();
        if (name.equals(ALL))
            return all(new RowRange(Optional.empty(), from, to)).map(Optional::of);
        return days(repository(name, config.type()), from, to);
    }

    /** Those of the most downloaded package whose name differs in case and {@code - _ .} alone, where this one is unknown. */
    Answer<Optional<PackageDays>> daysOfNormalized(String name, Period period) {
        return days(name, period).then(found -> {
            Optional<RepoId> named = repository(name, config.type());
            if (found.value().isPresent() || named.isEmpty()) return found;
            RepoId repo = named.get();
            var alike = new SearchQuery(
                    repo.fullName(),
                    Optional.of(repo.type()),
                    NameRule.WORDS,
                    ListPage.first(MOST_ALIKE),
                    request.caller());
            return new SearchEndpoint(service)
                    .found(alike)
                    .then(hits -> days(
                            hits.value().stream()
                                    .filter(hit -> normalized(hit.repo()).equals(normalized(repo)))
                                    .sorted(Comparator.comparingLong(SearchHit::downloads)
                                            .reversed())
                                    .map(SearchHit::repo)
                                    .findFirst(),
                            period.start(),
                            period.end()));
        });
    }

    private static String normalized(RepoId repo) {
        return repo.fullName().replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    private Answer<Optional<PackageDays>> days(Optional<RepoId> repo, LocalDate from, LocalDate to) {
        return service.repositories()
                .about(
                        repo,
                        request.caller(),
                        seen -> service.ask(new ClassDaysQuery(seen.lineage(), from, to))
                                .map(days ->
                                        new PackageDays(days, seen.numbers().likes(), 1)));
    }

    /** Empty where the package is unknown, or revisions are not counted. */
    Answer<Optional<NamedCounts>> revisions(String name, Period period) {
        if (!service.backend().projects(ProjectionNames.REVISIONS)) throw nothing();
        return service.repositories()
                .about(
                        repository(name, config.type()),
                        request.caller(),
                        seen -> service.ask(new NamesQuery(
                                        seen.lineage(),
                                        List.of(period.start()),
                                        period.end(),
                                        ProjectionNames.REVISIONS,
                                        0))
                                .map(parts -> parts.get(0)));
    }

    private Answer<PackageDays> all(RowRange range) {
        var all = new AllClasses(range, request.caller(), false);
        return request.with(service.shares().exports(), () -> service.state().ofRows(all, Packages::sum));
    }

    private static PackageDays sum(RowCursor<ClassDay> rows) {
        var days = new TreeMap<LocalDate, ClassDay>();
        Set<RepoId> repos = new HashSet<>();
        while (rows.hasNext()) {
            RepositoryRow<ClassDay> row = rows.next();
            days.merge(row.day().date(), row.day(), ClassDay::plus);
            repos.add(row.repo());
        }
        return new PackageDays(List.copyOf(days.values()), 0, repos.size());
    }

    Answer<List<RankedRepository>> ranked(RepoType type, Period period, int most) {
        var query = new TrendingQuery(type, period.start(), period.end(), most);
        return new RenamedRanking(service, new RankingQuery(query, request.caller())).ask();
    }

    /** As JSON unless it is one already; 404 where there is no value. */
    <T> Reply reply(Answer<T> answer, Period period, Function<T, Optional<Object>> form) {
        return service.withGaps(
                period,
                service.answers()
                        .reply(
                                answer,
                                value -> form.apply(value)
                                        .map(it -> it instanceof Reply reply ? reply : json(200, it))));
    }

    static Reply json(int status, Object tree) {
        return Reply.of(status, Reply.JSON, Unchecked.io(() -> Json.MAPPER.writeValueAsBytes(tree)));
    }

    static HttpProblemException nothing() {
        return new HttpProblemException(Problem.notFound());
    }
}
