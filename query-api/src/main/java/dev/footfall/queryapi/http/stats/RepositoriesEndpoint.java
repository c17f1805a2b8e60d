package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code GET /v1/repositories}: the repositories that the caller may see, by type and name. A part begins after a name, not at
 * a number, so a walk meets each repository that is there all the while once, whatever else comes and goes.
 */
record RepositoriesEndpoint(QueryService service) {
    private static final PeriodParameter PERIOD = PeriodParameter.of(30, 366, 366);
    private static final PagedList LIST = PagedList.of(
            "repositories", ListPlace.of("model/myorg/mymodel"), "The number of repositories.", 100, 1_000);
    private static final QueryParameter<Optional<String>> NAMESPACE = QueryParameter.checked(
            "namespace",
            "Only repositories of this user or organisation.",
            CommonSchemas.NAMESPACE.schema().with("example", "myorg"),
            name -> RepoId.of(RepoType.MODEL, name, "-").isPresent(),
            "1 to 96 of A-Z a-z 0-9 . _ -");
    private static final QueryParameter<Optional<String>> PREFIX =
            QueryParameter.text("prefix", "Only names, namespace/name, that begin so.", 193);
    private static final int LONGEST = 96;
    private static final Comparator<RepoType> BY_LABEL = Comparator.comparing(RepoType::label);

    private static final String REPOSITORIES = "repositories";
    private static final Table<SeenSummary> ROWS = Table.<SeenSummary>of(
                    CommonSchemas.id(SeenSummary::repo), CommonSchemas.type(SeenSummary::repo))
            .and(SeenSummary.TABLE, Function.identity())
            .named("ListedRepository");

    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/repositories", "All repositories that the caller may see.")
                    .taking(TypeParameter.ANY, NAMESPACE, PREFIX, PERIOD, LIST),
            PagedList.linked(Response.json(
                    "By type and name. A walk through all parts has each repository once.",
                    PagedList.schema(Schema.object()
                                    .and(REPOSITORIES, Schema.list(ROWS.schema()))
                                    .and("period", Period.TABLE.schema()))
                            .named("Repositories"))));

    private record Choice(Optional<RepoType> type, String prefix, Optional<RepoId> after) {
        static Choice of(ListPart part) {
            QueryParameters query = part.request().query();
            Optional<RepoId> after = part.page(RepositoriesEndpoint::repository).after();
            String prefix = PREFIX.of(query).orElse("");
            String begin = NAMESPACE.of(query).map(name -> name + "/").orElse("");
            boolean isWithin = prefix.startsWith(begin);
            // those of a namespace that a prefix does not begin with are none
            String all = isWithin ? prefix : begin.startsWith(prefix) ? begin : "/";
            return new Choice(TypeParameter.ANY.of(query), all, after);
        }

        Stream<RepoType> types() {
            return Stream.of(RepoType.values())
                    .sorted(BY_LABEL)
                    .filter(each -> type.isEmpty() || type.get() == each)
                    .filter(each ->
                            after.isEmpty() || BY_LABEL.compare(after.get().type(), each) <= 0);
        }

        boolean isBefore(RepoId repo) {
            return after.isPresent() && after.get().compareTo(repo) >= 0;
        }
    }

    Reply answer(Request request) {
        ListPart part = ListPart.of(LIST, request, service.today());
        Choice choice = Choice.of(part);
        Period period = PERIOD.of(request.query(), part.today());
        var known = new VisibleRepositories(service.state(), request.caller());
        return request.with(service.shares().categories(), () -> {
            ListedRows<RepoId> found = part.of(
                    choice.types().flatMap(type -> named(known, type, choice)), repo -> ListPlace.of(repo.key()));
            List<Lineage> listed =
                    found.rows().stream().map(known.renames()::lineage).toList();
            var rows = found.with(listed.isEmpty() ? List.of() : summaries(known, listed, request, period));
            Reply reply = service.reply(known.answer(asOf -> rows), all -> reply(all, period));
            return part.linked(service.withGaps(period, reply), rows);
        });
    }

    private static Optional<RepoId> repository(ListPlace place) {
        return RepoId.ofKey(place.names().get(0));
    }

    private List<SeenSummary> summaries(
            VisibleRepositories known, List<Lineage> listed, Request request, Period period) {
        return known.whole(service.repositories().summaries(listed, request.caller(), period)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Stream<RepoId> named(VisibleRepositories known, RepoType type, Choice choice) {
        Optional<RepoId> first = first(type, choice.prefix());
        if (first.isEmpty() && !choice.prefix().isEmpty()) return Stream.empty();
        Optional<RepoId> begin = first.filter(repo -> !choice.isBefore(repo));
        Optional<RepoId> after = choice.after().filter(place -> place.type() == type);
        Stream<RepoId> later = known.all(type, begin.or(() -> after))
                .takeWhile(one -> one.repo().fullName().startsWith(choice.prefix()))
                .filter(known::isVisible)
                .map(VisibleRepositories.Candidate::repo);
        return Stream.concat(begin.stream().filter(known::isVisible), later);
    }

    /** The first name, there or not, that begins so; empty if none can. */
    private static Optional<RepoId> first(RepoType type, String prefix) {
        int slash = prefix.indexOf('/');
        if (prefix.isEmpty()) return Optional.empty();
        if (slash < 0) return RepoId.of(type, prefix + "-".repeat(Math.max(0, LONGEST - prefix.length())), "-");
        String namespace = prefix.substring(0, slash);
        String name = prefix.substring(slash + 1);
        return RepoId.of(type, namespace, name).or(() -> RepoId.of(type, namespace, name + "-"));
    }

    private static Reply reply(ListedRows<SeenSummary> rows, Period period) {
        return AnswerRenderer.json(json -> {
            ROWS.writeList(json, REPOSITORIES, rows.rows());
            period.writeTo(json);
            rows.writeNext(json);
        });
    }
}
