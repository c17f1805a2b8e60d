package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.Via;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.SourceQueries.SourcesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;

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

    static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/sources", "The file servers of a repository.")
                    .taking(Listing.FORMAT, AnswerRenderer.PARTIAL),
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

    Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        return service.reply(
                request,
                seen -> service.ask(new SourcesQuery(seen.lineage())),
                rows -> isCsv
                        ? ANSWER.csv(rows)
                        : AnswerRenderer.json(json -> ANSWER.table().writeList(json, SOURCES, rows)));
    }
}
