package dev.footfall.queryapi.http;

import dev.footfall.web.EventStream;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationAccess;
import dev.footfall.web.openapi.Problems;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.ResponseHeader;
import dev.footfall.web.openapi.Schema;
import java.util.List;

/** The responses, headers and problems shared by operations of the OpenAPI document. Constants only. */
public final class Responses {
    private static final ResponseHeader REQUEST_ID = ResponseHeader.always(
            CommonHeaders.REQUEST_ID, "The caller's own, or a new one; also in the log.", Schema.text(1, 128));
    private static final ResponseHeader ENTITY_TAG =
            ResponseHeader.always("ETag", "Hash of the body, for If-None-Match.", Schema.text());
    private static final ResponseHeader CACHE_CONTROL =
            ResponseHeader.always("Cache-Control", "Who may cache it, and for how long.", Schema.text());
    private static final ResponseHeader AS_OF = ResponseHeader.sometimes(
            "X-Footfall-As-Of", "Newest log time counted in the queried partitions.", Schema.time());
    private static final ResponseHeader LAG = ResponseHeader.always(
            "X-Footfall-Lag", "Records of the queried partitions that are not counted yet.", Schema.count());
    private static final ResponseHeader RULES = ResponseHeader.always(
            "X-Footfall-Rules", "Name and digest of the rules that it was counted by.", Schema.text());
    private static final ResponseHeader SEALED = ResponseHeader.sometimes(
            "X-Footfall-Sealed",
            "Last sealed day of the queried partitions: its counts are kept, its events and users are deleted.",
            Schema.date());
    private static final ResponseHeader BALANCES = ResponseHeader.sometimes(
            "X-Footfall-Balances",
            "Origins, with commas, of included downloads that other systems counted.",
            Schema.text());
    private static final ResponseHeader PERIOD = ResponseHeader.sometimes(
            Period.HEADER, "The first and the last day that were asked for, or completed: from/to.", Schema.text());
    private static final ResponseHeader CHALLENGE =
            ResponseHeader.always("WWW-Authenticate", "What is missing.", Schema.text());

    public static final List<ResponseHeader> ERROR =
            List.of(Problems.CODE, ResponseHeader.always("X-Error-Message", "In words.", Schema.text()), REQUEST_ID);

    public static final Response REPO_NOT_FOUND =
            problem(404, "RepoNotFound", "Unknown, or not visible to this caller: the answers are identical.");
    public static final Response UNAUTHORIZED =
            problem(401, "Unauthorized", "A valid token is missing.").with(List.of(CHALLENGE));
    private static final Response FORBIDDEN = problem(403, "Forbidden", "The caller is not an administrator.");
    public static final Response CONFLICT = problem(409, "Conflict", "It conflicts with the current state.");
    public static final Response TOO_LARGE = problem(413, "TooLarge", "The body is too long.");
    public static final Response UNSUPPORTED = problem(415, "UnsupportedMediaType", "The body is not plain JSON.");

    private static final Response NOT_COUNTED = problem(
            404,
            "NotCounted",
            "The setting projections lacks what this needs (NotFound); or it is unknown, or not visible to this caller.");
    private static final Response NOT_FOUND = problem(404, "NotFound", "Nothing exists at this path.");
    public static final Response BAD_PARAMETER =
            problem(400, "InvalidParameter", "A parameter or a part of the body is invalid.");
    private static final Response TOO_MANY = problem(429, "TooManyRequests", "The caller sends too many requests.")
            .with(List.of(Problems.RETRY_AFTER));
    private static final Response INTERNAL_ERROR =
            problem(500, "InternalError", "A bug; the log has it under the request's id.");
    public static final Response NOT_OF_1_0 =
            problem(426, "UpgradeRequired", "HTTP/1.0 cannot tell an interrupted transfer from a complete one.");
    public static final Response NOT_READY = problem(
                    503, "NotReady", "Not every partition can answer, or the counts lag too far behind.")
            .with(List.of(Problems.RETRY_AFTER));
    public static final Response MOVED = Response.empty(301, "The repository was renamed.")
            .with(List.of(
                    ResponseHeader.always("Location", "The same path and query under that name.", Schema.text()),
                    REQUEST_ID))
            .named("Moved");
    private static final Response NOT_MODIFIED = Response.empty(304, "The client has it already.")
            .with(List.of(ENTITY_TAG, REQUEST_ID))
            .named("NotModified");

    private Responses() {}

    private static Response problem(int status, String code, String meaning) {
        return Problems.problem(status, code, meaning).with(ERROR);
    }

    public static Operation numbers(Operation operation, Response answer) {
        return streamed(operation, answer.with(List.of(ENTITY_TAG))).answering(NOT_MODIFIED);
    }

    public static Operation streamed(Operation operation, Response answer) {
        return operation
                .by(OperationAccess.OPTIONAL)
                .answering(
                        answer.with(List.of(
                                CACHE_CONTROL,
                                LAG,
                                AS_OF,
                                RULES,
                                SEALED,
                                BALANCES,
                                PERIOD,
                                GapHeader.DESCRIBED,
                                REQUEST_ID)),
                        BAD_PARAMETER,
                        TOO_MANY,
                        INTERNAL_ERROR,
                        NOT_READY);
    }

    /** One that answers once, with a JSON object of this shape, or with events that have such objects. */
    public static Operation followed(Operation operation, Schema answer) {
        ResponseHeader tag =
                ResponseHeader.sometimes("ETag", "Hash of the body, for If-None-Match; none of events.", Schema.text());
        Response both =
                Response.json("The numbers, or events with them.", answer).or(EventStream.TYPE, Schema.text());
        return streamed(operation, both.with(List.of(tag))).answering(NOT_MODIFIED);
    }

    public static Operation followedRepository(Operation operation, Schema answer) {
        return followed(operation.taking(CommonSchemas.REPOSITORY), answer).answering(MOVED, REPO_NOT_FOUND);
    }

    public static Operation administrators(Operation operation, Response answer) {
        return restricted(numbers(operation, answer));
    }

    public static Operation streamedToAdministrators(Operation operation, Response answer) {
        ResponseHeader tag =
                ResponseHeader.sometimes("ETag", "Hash of a short answer's body, for If-None-Match.", Schema.text());
        return restricted(streamed(operation, answer.with(List.of(tag))).answering(NOT_MODIFIED));
    }

    public static Operation restricted(Operation operation) {
        return operation.by(OperationAccess.USER).answering(UNAUTHORIZED, FORBIDDEN);
    }

    public static Operation repository(Operation operation, Response answer) {
        Operation placed = operation.taking(CommonSchemas.REPOSITORY);
        return numbers(placed, answer).answering(MOVED, REPO_NOT_FOUND);
    }

    public static Operation service(Operation operation, Response... answers) {
        Operation described = operation;
        for (Response answer : answers) described = described.answering(answer.with(List.of(REQUEST_ID)));
        return described.answering(TOO_MANY, INTERNAL_ERROR);
    }

    public static Operation file(Operation operation, String mediaType, Schema content) {
        return tagged(operation, Response.of(200, "The file.", mediaType, content));
    }

    public static Operation tagged(Operation operation, Response answer) {
        return service(operation, answer.with(List.of(ENTITY_TAG, CACHE_CONTROL)))
                .answering(NOT_MODIFIED);
    }

    /** With one 404 for both reasons where it had one. */
    static Operation orNotCounted(Operation operation) {
        return operation.answering(NOT_COUNTED);
    }

    public static Operation orNotFound(Operation operation) {
        return operation.answering(NOT_FOUND);
    }
}
