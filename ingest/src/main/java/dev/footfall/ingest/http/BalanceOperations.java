package dev.footfall.ingest.http;

import dev.footfall.events.BalanceNumbers;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationBody;
import dev.footfall.web.openapi.Problems;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;

/** The route of balances, as ingest's description has it. Constants only. */
final class BalanceOperations {
    private static final Schema NUMBER = Schema.integer(0, BalanceNumbers.MOST);
    private static final Schema BALANCE = Schema.object()
            .and("repo_type", IngestDescription.REPO_TYPE)
            .and("repo", IngestDescription.REPO)
            .and(
                    "origin",
                    Schema.text(1, 32)
                            .with("pattern", "^[a-z][a-z0-9-]*$")
                            .with("description", "The system that counted them."))
            .maybe("date", Schema.date().with("description", "The UTC day; or before in its place."))
            .maybe("before", Schema.date().with("description", "All days before this one."))
            .maybe("downloads", NUMBER.with("description", "Required, unless it is removed."))
            .maybe("authenticated", NUMBER)
            .maybe("anonymous", NUMBER)
            .maybe("files", NUMBER)
            .maybe("replaces", Schema.bool().with("description", "In place of what Footfall counted on its days."))
            .maybe("removed", Schema.bool())
            .maybe("time", Schema.time())
            .named("OpeningBalance");
    private static final Response REFUSED = Response.of(
                    400, "None was accepted: one is bad, or the body is.", Reply.JSON, IngestDescription.OUTCOME)
            .or(ProblemDetails.CONTENT_TYPE, Problems.SCHEMA)
            .named("NoBalanceAccepted");
    private static final Response ACCEPTED =
            Response.of(202, "All are durable in the log.", Reply.JSON, IngestDescription.OUTCOME);

    static final List<Operation> ALL = List.of(PublisherOperations.publishing(
                    Operation.of("POST", BalanceFeed.PATH, "State what other systems counted.")
                            .carrying(OperationBody.json(Schema.either(BALANCE, Schema.list(BALANCE)))
                                    .or(EventFormat.NDJSON.mediaType(), Schema.text())),
                    ACCEPTED)
            .answering(REFUSED, PublisherOperations.TOO_MANY));

    private BalanceOperations() {}
}
