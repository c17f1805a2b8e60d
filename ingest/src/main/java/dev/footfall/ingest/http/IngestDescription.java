package dev.footfall.ingest.http;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.Unchecked;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.web.Lazy;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Description;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationBody;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Problems;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.ResponseHeader;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /openapi.json} of ingest: its own operations and those of its feeds, the same whatever is configured. */
final class IngestDescription {
    static final String PATH = "/openapi.json";

    static final Schema REPO = Schema.text(3, 193)
            .with("pattern", "^[A-Za-z0-9._-]{1,96}/[A-Za-z0-9._-]{1,96}$")
            .with("description", "namespace/name");
    static final Schema REPO_TYPE =
            Schema.enumOf(Stream.of(RepoType.values()).map(RepoType::label).toList());
    private static final Schema HASH = Schema.text().with("pattern", "^[0-9a-fA-F]{32}$");

    private static final Schema REJECTION = Schema.object()
            .and("index", Schema.count().with("description", "Its number in the body, from 0."))
            .and("field", Schema.text().with("description", "The first bad field; json if it is no JSON object."))
            .and("error", Schema.text())
            .named("RejectedEvent");
    static final Schema OUTCOME = Schema.object()
            .and("accepted", Schema.count())
            .and("rejected", Schema.list(REJECTION))
            .named("Outcome");
    private static final Response ACCEPTED = Response.of(202, "It is durable in the log.", Reply.JSON, OUTCOME);
    private static final Parameter TIME = new Parameter(
            FactRequests.TIME,
            ParameterPlace.QUERY,
            "When it was so; now by default. Not together with one in the body.",
            Schema.time());
    private static final OperationBody TIME_BODY = OperationBody.json(
                    Schema.object().maybe(FactRequests.TIME, Schema.time()).named("FactTime"))
            .optional();

    private IngestDescription() {}

    static Lazy<Reply> of(List<Feed> feeds) {
        return new Lazy<>(() -> Description.of(
                Stream.concat(operations().stream(), feeds.stream().flatMap(feed -> feed.operations().stream()))
                        .toList(),
                Stream.concat(
                                Stream.of(Unchecked.text(IngestDescription.class, "openapi.json")),
                                feeds.stream().map(Feed::words))
                        .toList()));
    }

    private static List<Operation> operations() {
        return Stream.of(Stream.of(events()), repositories(), renames(), likes(), Stream.of(erasure()), service())
                .flatMap(group -> group)
                .toList();
    }

    private static Operation events() {
        OperationBody body = OperationBody.json(Schema.list(event())).or(EventFormat.NDJSON.mediaType(), Schema.text());
        Response refused = Response.of(400, "None was accepted: all are bad, or the body is.", Reply.JSON, OUTCOME)
                .or(ProblemDetails.CONTENT_TYPE, Problems.SCHEMA)
                .named("NoneAccepted");
        return PublisherOperations.publishing(
                        Operation.of("POST", EventsRoute.PATH, "Send download events.")
                                .carrying(body),
                        Response.of(
                                202,
                                "The good events are durable in the log; rejected names the others.",
                                Reply.JSON,
                                OUTCOME))
                .answering(refused, PublisherOperations.TOO_MANY);
    }

    /** Open: unknown fields are ignored. */
    private static Schema event() {
        Schema whole = Schema.anyObject()
                .and("id", Schema.text(1, DownloadEvent.MAX_ID_LENGTH))
                .and("time", Schema.time())
                .and("repo_type", REPO_TYPE)
                .and("repo", REPO)
                .and("method", Schema.text(1, 32))
                .and("status", Schema.integer(100, 599))
                .maybe("user_id", HASH)
                .maybe("user", Schema.text(1, VisitorId.MAX_USER_LENGTH))
                .maybe("visitor", HASH)
                .maybe("ip", Schema.text().with("description", "An address or host name; hashed and forgotten."));
        return details(whole).named("DownloadEvent");
    }

    private static Schema details(Schema event) {
        return event.maybe("path", Schema.text(0, EventDetails.MAX_PATH_LENGTH))
                .maybe("revision", Schema.text(0, EventDetails.MAX_REVISION_LENGTH))
                .maybe(
                        "via",
                        Schema.enumOf(Stream.of(Via.values()).map(Via::label).toList()))
                .maybe("bytes", Schema.count())
                .maybe("range_start", Schema.count())
                .maybe("size", Schema.count())
                .maybe("user_agent", Schema.text(0, EventDetails.MAX_USER_AGENT_LENGTH))
                .maybe("source", Schema.text(0, EventDetails.MAX_SOURCE_LENGTH))
                .maybe("network", Schema.text(1, 64).with("pattern", "^[a-z0-9._-]+$"))
                .maybe("country", Schema.text(2, 2).with("pattern", "^[A-Z]{2}$"));
    }

    private static Stream<Operation> repositories() {
        Schema state = Schema.object()
                .and("private", Schema.bool())
                .maybe("nsfw", Schema.bool())
                .maybe(
                        "tags",
                        Schema.list(Schema.text(0, RepositoryDetails.MAX_TAG_LENGTH))
                                .with("maxItems", RepositoryDetails.MAX_TAGS))
                .maybe("base_model", Schema.text(0, RepositoryDetails.MAX_BASE_MODEL_LENGTH))
                .maybe("parameters", Schema.count())
                .maybe("created_at", Schema.time())
                .maybe("category", Schema.text(1, 64).with("pattern", "^[a-z0-9_-]+$"))
                .maybe(FactRequests.TIME, Schema.time())
                .maybe("repo_type", REPO_TYPE)
                .maybe("repo", REPO)
                .maybe("removed", Schema.bool().with("const", false))
                .named("RepositoryState");
        return Stream.of(
                fact("PUT", FactRequests.REPOSITORY, "Register a repository: its whole state.")
                        .carrying(OperationBody.json(state)),
                timed("DELETE", FactRequests.REPOSITORY, "Hide a repository, and keep its counts."));
    }

    private static Stream<Operation> renames() {
        Schema name = Schema.object()
                .and("repo", REPO)
                .maybe("repo_type", REPO_TYPE)
                .maybe(FactRequests.TIME, Schema.time())
                .named("NewName");
        Response conflict = Problems.problem(409, "RenameConflict", "A cycle of names, or more than 50.");
        return Stream.of(
                fact("PUT", FactRequests.NEW_NAME, "Rename a repository.")
                        .carrying(OperationBody.json(name))
                        .answering(conflict),
                timed("DELETE", FactRequests.NEW_NAME, "End a rename."));
    }

    private static Stream<Operation> likes() {
        return Stream.of(
                timed("PUT", FactRequests.LIKE, "A user likes a repository.").taking(PublisherOperations.USER),
                timed("DELETE", FactRequests.LIKE, "A user takes a like back.").taking(PublisherOperations.USER));
    }

    private static Operation timed(String method, String path, String summary) {
        return fact(method, path, summary).taking(TIME).carrying(TIME_BODY);
    }

    private static Operation fact(String method, String path, String summary) {
        Operation operation = Operation.of(method, path.replace("{type}", "{type}s"), summary);
        return PublisherOperations.publishing(operation.taking(PublisherOperations.REPOSITORY), ACCEPTED);
    }

    private static Operation erasure() {
        Operation operation =
                Operation.of("DELETE", UserRoute.PATH, "Erase a user's name.").taking(PublisherOperations.USER);
        return PublisherOperations.publishing(operation, Response.empty(204, "It is erased, or there was none."))
                .answering(Problems.problem(
                        409, "NamesAreKept", "The setting ingest.users is names: events contain them."));
    }

    private static Stream<Operation> service() {
        List<ResponseHeader> tag =
                List.of(ResponseHeader.always("ETag", "Hash of the body, for If-None-Match.", Schema.text()));
        return Stream.of(
                PublisherOperations.open(
                        Operation.get("/health", "Whether the process answers."),
                        Response.json("It does.", PublisherOperations.STATUS)),
                PublisherOperations.ready(Operation.get("/ready", "Whether Kafka can be written.")),
                PublisherOperations.open(
                        Operation.get("/metrics", "Metrics; publishers also get the samples of sources."),
                        Response.of(200, "The Prometheus text format.", Replies.PROMETHEUS_TEXT, Schema.text())),
                PublisherOperations.open(
                                Operation.get(PATH, "This description: OpenAPI 3.1."),
                                Response.json("The document.", Schema.anyObject())
                                        .with(tag))
                        .answering(Response.empty(304, "The client has it already.")
                                .with(tag)));
    }
}
