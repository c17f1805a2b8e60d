package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.question.SearchQuery;
import dev.footfall.queryapi.question.SearchQuery.SearchHits;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v1/search}: visible repositories by the beginning of a name or word, better matches first, then most
 * downloads.
 */
public record SearchEndpoint(QueryService service) {
    private static final QueryParameter<Optional<String>> TEXT = QueryParameter.text(
            "q",
            "The beginning of a name, namespace/name or type/namespace/name, or of words in names; by default all.",
            200);
    private static final PagedList LIST = PagedList.of(
            "search",
            new ListPlace(List.of(0L, -3L), List.of("model/myorg/mymodel")),
            "The number of repositories.",
            10,
            100);

    private static final List<NameMatch> MATCHES = List.of(NameMatch.values());
    private static final String REPOSITORIES = "repositories";

    private static final Table<SearchHit> ROWS = Table.of(
                    CommonSchemas.id(SearchHit::repo),
                    CommonSchemas.type(SearchHit::repo),
                    Column.count("downloads", SearchHit::downloads))
            .named("FoundRepository");
    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/search", "Search for repositories that the caller may see.")
                    .taking(TEXT, TypeParameter.ANY, LIST, AnswerRenderer.PARTIAL),
            PagedList.linked(Response.json(
                    "Exact matches first, then prefixes, then words; each by downloads of all days.",
                    CommonSchemas.maybePartial(
                                    PagedList.schema(Schema.object().and(REPOSITORIES, Schema.list(ROWS.schema()))))
                            .named("Search"))));

    Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        Optional<RepoType> type = TypeParameter.ANY.of(query);
        ListPart part = ListPart.of(LIST, request, service.today());
        var question = new SearchQuery(
                TEXT.of(query).orElse(""), type, NameRule.WORDS, part.page(SearchEndpoint::hit), request.caller());
        Answer<ListedRows<SearchHit>> answer =
                found(question).map(hits -> part.of(hits.stream(), SearchEndpoint::place));
        Reply reply = service.answers().reply(answer, partialAllowed, rows -> json -> {
            ROWS.writeList(json, REPOSITORIES, rows.rows());
            rows.writeNext(json);
        });
        return part.linked(reply, answer);
    }

    private static ListPlace place(SearchHit hit) {
        return new ListPlace(
                List.of((long) MATCHES.indexOf(hit.match()), -hit.downloads()),
                List.of(hit.repo().key()));
    }

    private static Optional<SearchHit> hit(ListPlace place) {
        long match = place.numbers().get(0);
        if (match < 0 || match >= MATCHES.size()) return Optional.empty();
        return RepoId.ofKey(place.names().get(0))
                .map(repo -> new SearchHit(
                        repo, MATCHES.get((int) match), -place.numbers().get(1)));
    }

    public Answer<List<SearchHit>> found(SearchQuery question) {
        Answer<SearchHits> found = service.ask(question);
        // a renamed repository may have names in a missing partition
        return found.map(hits -> found instanceof Answer.Complete<SearchHits> ? question.all(hits) : hits.first());
    }
}
