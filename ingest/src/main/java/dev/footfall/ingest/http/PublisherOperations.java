package dev.footfall.ingest.http;

import dev.footfall.events.RepoType;
import dev.footfall.events.VisitorId;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationAccess;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Problems;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.ResponseHeader;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.stream.Stream;

/** The parts that the described operations of ingest and of its feeds share. Constants only. */
public final class PublisherOperations {
    public static final Response BAD_FIELD =
            Problems.problem(400, "BadField", "A parameter, or a part of the path or body, cannot be used.");
    static final Schema STATUS = Schema.object().and("status", Schema.text()).named("Status");
    static final Response TOO_MANY = Problems.problem(413, "TooMany", "Too many events, or too long a body.");
    private static final Response UNAUTHORIZED = Problems.problem(
                    401, "Unauthorized", "None of the ingest.api-keys was sent.")
            .with(List.of(ResponseHeader.always("WWW-Authenticate", "How to send one.", Schema.text())));
    private static final Response HOST_NOT_ALLOWED = Problems.problem(
            403, "HostNotAllowed", "Without ingest.api-keys, only programs on this machine are served.");
    private static final Response TOO_SLOW =
            Problems.problem(408, "TooSlow", "The body arrived too slowly. Nothing was accepted.");
    private static final Response TOO_LARGE =
            Problems.problem(413, "TooLarge", "The body is too long. Nothing was accepted.");
    private static final Response UNSUPPORTED =
            Problems.problem(415, "UnsupportedMediaType", "The media type, charset or encoding is not supported.");
    private static final Response INTERNAL_ERROR = Problems.problem(500, "InternalError", "A bug.");
    private static final Response UNAVAILABLE = Problems.problem(
                    503, "LogUnavailable", "Not everything was written, or too much is under way: send it all again.")
            .with(List.of(Problems.RETRY_AFTER));

    static final Parameters REPOSITORY = Parameters.of(
            inPath(
                    "type",
                    "The type; plural in the path.",
                    Schema.enumOf(
                            Stream.of(RepoType.values()).map(RepoType::label).toList())),
            inPath("namespace", "The user or organisation that owns it.", name()),
            inPath("name", "Its name within the namespace.", name()));
    static final Parameter USER =
            inPath("user", "The user's name; a slash is %2F.", Schema.text(1, VisitorId.MAX_USER_LENGTH));

    private PublisherOperations() {}

    private static Schema name() {
        return Schema.text(1, 96).with("pattern", "^[A-Za-z0-9._-]+$");
    }

    private static Parameter inPath(String name, String meaning, Schema schema) {
        return new Parameter(name, ParameterPlace.PATH, meaning, schema);
    }

    /** One that publishers alone may do, where keys are set; with its problems, and none of its own at 400. */
    public static Operation publishing(Operation operation, Response success) {
        return operation
                .by(OperationAccess.OPTIONAL)
                .answering(
                        success,
                        BAD_FIELD,
                        UNAUTHORIZED,
                        HOST_NOT_ALLOWED,
                        TOO_SLOW,
                        TOO_LARGE,
                        UNSUPPORTED,
                        INTERNAL_ERROR,
                        UNAVAILABLE);
    }

    /** One that anybody may do who may connect. */
    public static Operation open(Operation operation, Response success) {
        return operation.answering(success, HOST_NOT_ALLOWED, INTERNAL_ERROR);
    }

    /** The same, or 503 while Kafka is away. */
    public static Operation ready(Operation operation) {
        return open(operation, Response.json("Kafka answers and has the topic.", STATUS))
                .answering(UNAVAILABLE);
    }
}
