package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.question.DailyRows.AllNames;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.PeriodQuery;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /v1/unused}: repositories that were hardly downloaded since a day, for their owners and administrators. People
 * delete by this list, so it is refused unless every partition answers and is current.
 */
record UnusedEndpoint(QueryService service) {
    private static final PeriodParameter PERIOD = PeriodParameter.of(366, Period.MAX_DAYS, Period.MAX_DAYS);
    private static final QueryParameter<Integer> MAX =
            QueryParameter.integer("max", "The most downloads since then.", 0, 0, Integer.MAX_VALUE);
    private static final PagedList LIST = PagedList.of(
            "unused", ListPlace.of(20_000, "model/myorg/mymodel", ""), "The number of rows.", 1_000, 1_000_000);
    private static final PagedList OF_NAMES = LIST.by("unused names", LIST.any());
    private static final QueryParameter<Optional<String>> BY = QueryParameter.word(
            "by",
            "A row for each file or revision that was ever requested; by default, for each repository.",
            List.of("file", "revision"));

    private static final Listing<UnusedRow> ANSWER = new Listing<>(
            "unused",
            Table.<UnusedRow>of(
                            CommonSchemas.id(UnusedRow::repo),
                            CommonSchemas.type(UnusedRow::repo),
                            new Column<>("last", Schema.date().orNull(), UnusedRow::last),
                            Column.count("downloads", UnusedRow::downloads),
                            Column.count("bytes", UnusedRow::bytes),
                            new Column<>("gaps", Schema.list(Schema.text()), UnusedRow::gaps))
                    .andOnRequest(
                            Column.text("path", UnusedRow::name),
                            Column.text("revision", UnusedRow::name),
                            Column.bool("bounded", UnusedRow::bounded))
                    .named("UnusedRepository"));

    static final Operation OPERATION = Responses.restricted(Responses.numbers(
            Operation.get("/v1/unused", "Repositories with few or no downloads since a day.")
                    .taking(PERIOD.untilToday(), MAX, LIST, BY, Listing.FORMAT),
            PagedList.linked(ANSWER.described(
                    "The caller's repositories, or all for administrators, the longest unused first. A row is "
                            + "uncertain if gaps names sources, whose data is missing in that time, or if bounded is "
                            + "true: not all files or revisions could be distinguished.",
                    PagedList.schema(ANSWER.schema()).named("Unused")))));

    Reply answer(Request request) {
        Caller caller = request.signedIn();
        QueryParameters query = request.query();
        boolean isCsv = Listing.isCsv(query);
        Optional<String> by = BY.of(query);
        ListPart part = ListPart.of(by.isPresent() ? OF_NAMES : LIST, request, service.today());
        LocalDate today = part.today();
        Period period = untilToday(PERIOD.of(query, today), today);
        return request.with(service.shares().past(), () -> {
            if (by.isPresent()) return byName(part, by.get(), period, isCsv);
            var ever = AnswerRenderer.whole(counts(new Period(LocalDate.EPOCH, today), caller));
            service.answers().checkCurrent(ever.asOf());
            Map<RepoId, RepositoryCounts> recent = byRepo(AnswerRenderer.whole(counts(period, caller)));
            List<UnusedRow> rows = rows(byRepo(ever), recent, MAX.of(query), caller);
            var first = part.of(rows.stream().sorted(UnusedRow.LONGEST_FIRST), UnusedRow::place);
            return part.linked(reply(ever, ANSWER, first, period, isCsv), first);
        });
    }

    /** People delete by this list, so it ends with the last day. */
    private static Period untilToday(Period period, LocalDate today) {
        if (period.end().equals(today)) return period;
        throw new BadParameter("days", Long.toString(period.days()), "not allowed with from: the period ends today");
    }

    private Reply reply(
            Answer<?> counted, Listing<UnusedRow> answer, ListedRows<UnusedRow> part, Period period, boolean isCsv) {
        GapList gaps = AnswerRenderer.whole(service.gaps().answer()).value();
        var listed = part.with(withGaps(part.rows(), gaps.within(period.start(), period.end())));
        return service.reply(counted, all -> answer.reply(listed, period, isCsv));
    }

    private Reply byName(ListPart part, String by, Period period, boolean isCsv) {
        Request request = part.request();
        NameKind kind = NameKind.of(by, service);
        var answer = new Listing<>(ANSWER.field(), ANSWER.table().showing(Set.of(kind.label(), "bounded")));
        var unused = new UnusedNames(
                kind,
                period.start(),
                MAX.of(request.query()),
                part,
                repo -> request.caller().owns(repo.namespace()));
        var all = AllNames.until(period.end().plusDays(1), request.caller(), kind.projection());
        var counted = AnswerRenderer.whole(service.state().ofRows(all, unused::of));
        service.answers().checkCurrent(counted.asOf());
        var first = part.of(counted.value().stream(), UnusedRow::place);
        return part.linked(reply(counted, answer, first, period, isCsv), first);
    }

    /** With tomorrow: clocks of file servers may be ahead, and people delete by this list. */
    private Answer<PeriodQuery.Counts> counts(Period period, Caller caller) {
        return service.ask(
                new PeriodQuery(HourSpan.ofDays(period.start(), period.end().plusDays(1)), caller));
    }

    private static Map<RepoId, RepositoryCounts> byRepo(Answer.Complete<PeriodQuery.Counts> counts) {
        return counts.value().all().stream().collect(Collectors.toMap(RepositoryCounts::repo, Function.identity()));
    }

    private List<UnusedRow> rows(
            Map<RepoId, RepositoryCounts> ever, Map<RepoId, RepositoryCounts> since, long max, Caller caller) {
        var rows = new TreeMap<RepoId, UnusedRow>();
        ever.forEach((repo, counts) ->
                rows.put(repo, row(repo, Optional.of(counts.last()), Optional.ofNullable(since.get(repo)))));
        registered(caller).forEach(repo -> rows.putIfAbsent(repo, row(repo, Optional.empty(), Optional.empty())));
        return rows.values().stream()
                .filter(row -> row.downloads() <= max && caller.owns(row.repo().namespace()))
                .toList();
    }

    private static UnusedRow row(RepoId repo, Optional<LocalDate> last, Optional<RepositoryCounts> since) {
        long downloads = since.map(counts -> counts.counts().downloads()).orElse(0L);
        long bytes = since.map(counts -> counts.counts().bytes()).orElse(0L);
        return new UnusedRow(repo, last, downloads, bytes, List.of(), "", false);
    }

    private Stream<RepoId> registered(Caller caller) {
        var known = new VisibleRepositories(service.state(), caller);
        return Stream.of(RepoType.values())
                .flatMap(known::registered)
                .map(event -> known.renames().nameOf(event.repo()))
                .distinct()
                .filter(known::isVisible);
    }

    private List<UnusedRow> withGaps(List<UnusedRow> rows, List<Gap> gaps) {
        Set<String> lacking = gaps.stream().map(Gap::source).collect(Collectors.toSet());
        if (lacking.isEmpty() || rows.isEmpty()) return rows;
        var sources = new HashMap<RepoId, List<String>>();
        var lineages = rows.stream()
                .map(UnusedRow::repo)
                .distinct()
                .map(repo -> service.repositories().lineage(repo))
                .toList();
        AnswerRenderer.whole(service.state().askOfMany(lineages, some -> new UsageQuery(some, service.today())))
                .value()
                .forEach(one -> sources.put(
                        one.repo(),
                        one.sources().stream().map(files -> files.source()).toList()));
        return rows.stream()
                .map(row -> withGaps(row, sources.getOrDefault(row.repo(), List.of()), lacking))
                .toList();
    }

    private static UnusedRow withGaps(UnusedRow row, List<String> sources, Set<String> lacking) {
        List<String> gaps = lacking.stream()
                .filter(source -> sources.isEmpty() || sources.contains(source))
                .sorted()
                .toList();
        return new UnusedRow(row.repo(), row.last(), row.downloads(), row.bytes(), gaps, row.name(), row.bounded());
    }
}
