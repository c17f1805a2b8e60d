package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.LocalRead.AsOf;
import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryParameter.EnumSetParameter;
import dev.footfall.queryapi.http.QueryParameter.IntParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.CountedQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code GET /v1/namespaces/{namespace}/stats}: the repositories of a user or organisation, and their sums. */
record NamespaceEndpoint(QueryService service) {
    private static final int NAMESPACE_PLACE = 2;
    private static final int MOST_DAYS = 3 * 366;

    /** The most days of all repositories in one answer. */
    private static final int MOST_NUMBERS = 10 * Period.MAX_DAYS;

    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MOST_DAYS).orDays(30, MOST_DAYS);
    private static final IntParameter LIMIT =
            new IntParameter("limit", "How many repositories are listed; the total is of all.", 100, 1, 1_000);
    private static final EnumSetParameter FIELDS =
            new EnumSetParameter("fields", "Extra columns.", List.of(NamespaceTotals.SERIES));

    private static final EnumParameter INTERVAL = Interval.DAY.orElse(Interval.DAY);

    private static final Listing<NamespaceTotals.Row> ANSWER = new Listing<>("repositories", NamespaceTotals.ROWS);
    static final Operation OPERATION = Responses.orNotFound(Responses.numbers(
            Operation.get("/v1/namespaces/{namespace}/stats", "A namespace's repositories that the caller may see.")
                    .taking(CommonSchemas.NAMESPACE, PERIOD, INTERVAL, LIMIT, FIELDS, Listing.FORMAT),
            ANSWER.described(
                    "By recent_downloads, then likes, both descending, then by type and name.",
                    ANSWER.schema().and("total", NamespaceTotals.TOTAL.schema()).named("Namespace"))));

    Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.of(request.query(), service.today());
        var units = new Series(Interval.of(INTERVAL, request.query()), ZoneOffset.UTC, period);
        int limit = LIMIT.of(request.query());
        Set<String> columns = FIELDS.of(request.query());
        if (!columns.isEmpty() && limit * period.days() > MOST_NUMBERS) {
            long most = MOST_NUMBERS / period.days();
            throw new BadParameter(LIMIT.name(), "" + limit, "an integer from 1 to " + most + " with these days");
        }
        var repositories = new NamespaceRepositories(service, request.segment(NAMESPACE_PLACE), request.caller());
        Permits.Permit permit = request.permitOf(service.shares().categories());
        try (permit) {
            var numbers = NamespaceTotals.of(service, repositories, request.caller(), period, limit);
            if (numbers.rows().isEmpty()) throw new HttpProblemException(Problem.notFound("no such namespace"));
            var all = columns.isEmpty() ? numbers : numbers.withSeries(service, repositories, units);
            return service.reply(repositories.answer(all), found -> reply(found, period, columns, isCsv));
        }
    }

    private static Reply reply(NamespaceTotals numbers, Period period, Set<String> columns, boolean isCsv) {
        var listing = new Listing<>(ANSWER.field(), ANSWER.table().showing(columns));
        if (isCsv) return listing.csv(numbers.rows());
        return AnswerRenderer.json(json -> {
            listing.fields(numbers.rows(), period).writeTo(json);
            json.writeFieldName("total");
            NamespaceTotals.TOTAL.showing(columns).write(json, numbers.total());
        });
    }

    /**
     * The repositories of a namespace, of all types, that a caller may see: those that are registered or have counted events. What
     * the caller may not see is left out before anything is asked about it. Used by one thread, for one request.
     */
    static final class NamespaceRepositories {
        private static final int PAGE = 1_000;

        private final QueryService service;
        private final String namespace;
        private final Caller caller;
        private final Renames renames;
        private Optional<AsOf> asOf = Optional.empty();
        private Optional<List<Lineage>> read = Optional.empty();

        NamespaceRepositories(QueryService service, String namespace, Caller caller) {
            this.service = service;
            this.namespace = namespace;
            this.caller = caller;
            this.renames = RepositoryLookup.registered(() -> service.state().renames());
        }

        /** @throws HttpProblemException if a partition cannot be asked */
        List<Lineage> all() {
            if (read.isEmpty()) read = Optional.of(readAll());
            return read.get();
        }

        private List<Lineage> readAll() {
            var names = new TreeSet<RepoId>();
            for (RepoType type : RepoType.values()) {
                // No name comes before this one, which has to be looked up by itself.
                Optional<RepoId> first = RepoId.of(type, namespace, "-");
                if (first.isEmpty()) return List.of();
                names.add(first.get());
                read(first.get(), page -> ask(new CountedQuery(type, page)), names);
                read(first.get(), page -> registered(type, page), names);
            }
            renames.lineages().stream().map(Lineage::name).filter(this::isHere).forEach(names::add);
            return names.stream()
                    .filter(this::isVisible)
                    .map(service.repositories()::lineage)
                    .toList();
        }

        private void read(RepoId first, Function<RepositoryPage, List<RepoId>> pages, Set<RepoId> names) {
            RepoId last = first;
            while (true) {
                List<RepoId> page = pages.apply(new RepositoryPage(Optional.of(last), PAGE));
                page.stream().filter(this::isHere).forEach(names::add);
                if (page.size() < PAGE || !isHere(page.get(page.size() - 1))) return;
                last = page.get(page.size() - 1);
            }
        }

        private List<RepoId> registered(RepoType type, RepositoryPage page) {
            return RepositoryLookup.registered(() -> service.state().state().registered(type, page)).stream()
                    .map(RepositoryEvent::repo)
                    .toList();
        }

        private boolean isHere(RepoId repo) {
            return repo.namespace().equals(namespace);
        }

        /** True if the caller may see it; a former name is no repository of its own. */
        private boolean isVisible(RepoId repo) {
            return (!renames.concern(repo) || renames.nameOf(repo).equals(repo))
                    && RepositoryLookup.registered(
                            () -> service.state().visibility().isVisible(repo, caller));
        }

        /** @throws HttpProblemException if a partition cannot be asked */
        <T> T ask(PartitionQuery<T> query) {
            return whole(service.ask(query));
        }

        <T> T whole(Answer<T> answer) {
            Answer.Complete<T> complete = AnswerRenderer.whole(answer);
            asOf = Optional.of(asOf.map(complete.asOf()::earlier).orElse(complete.asOf()));
            return complete.value();
        }

        /** Returns an answer as old as the oldest of those asked for. */
        <T> Answer<T> answer(T value) {
            return new Answer.Complete<>(value, asOf.orElseThrow());
        }
    }
}
