package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.Via;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.SourceQueries.SourcesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/sources}: the file servers from which a repository's files came, ever. */
record SourcesEndpoint(QueryService service) {
    private static final String SOURCES = "sources";

    private static final Listing<SourceFiles> ANSWER = new Listing<>(
            SOURCES,
            Table.<SourceFiles>of(
                            Column.text("source", SourceFiles::source),
                            Column.count("files", SourceFiles::files),
                            by(Via.HTTP),
                            by(Via.GIT),
                            by(Via.LFS),
                            Column.time("first", SourceFiles::first),
                            Column.time("last", SourceFiles::last))
                    .named("Source"));

    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/sources", "The file servers of a repository.")
                    .taking(Listing.FORMAT.described(), AnswerRenderer.PARTIAL.described()),
            ANSWER.described(
                    "The counted files of all days by the file server that observed them, and of those how many were"
                            + " requested in which way, with the times of the first and the last one: most files first."
                            + " Files without a source are in none.",
                    Schema.object()
                            .and(SOURCES, Schema.list(ANSWER.table().schema()))
                            .named("Sources")));

    private static Column<SourceFiles> by(Via via) {
        return Column.count(via.label(), source -> source.filesBy(via));
    }

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Sources.NAME, new SourcesEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        Answer<Optional<List<SourceFiles>>> sources =
                service.repositories().about(request, seen -> service.state().ask(new SourcesQuery(seen.lineage())));
        return service.answers().reply(sources, found -> found.map(rows -> isCsv ? ANSWER.csv(rows) : json(rows)));
    }

    private static Reply json(List<SourceFiles> rows) {
        return AnswerRenderer.json(json -> ANSWER.table().writeList(json, SOURCES, rows));
    }
}
