package dev.footfall.logs.http;

import dev.footfall.ingest.http.PublisherOperations;
import dev.footfall.logs.inbound.Producer;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationBody;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Problems;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.stream.Stream;

/** The routes of logs and producers, as ingest's description has them. Constants only. */
final class LogOperations {
    private static final String TEXT = "text/plain";
    private static final Schema REJECTED_LINE = Schema.object()
            .and("line", Schema.count().with("description", "Its number in the body, from 1."))
            .and("field", Schema.text())
            .and("error", Schema.text())
            .named("RejectedLine");
    private static final Schema OUTCOME = Schema.object()
            .and("lines", Schema.count())
            .and("accepted", Schema.count())
            .and("not_routed", Schema.count())
            .and("bad_name", Schema.count())
            .and("skipped", Schema.count())
            .and("blank", Schema.count())
            .and("unreadable", Schema.count())
            .and("rejected", Schema.list(REJECTED_LINE).with("description", "The first ten unreadable lines."))
            .and("warnings", Schema.list(Schema.text()))
            .named("LogOutcome");
    private static final Response BAD_LOG = Problems.problem(
            400, "BadLog", "A parameter cannot be used (BadField), or no line can be read. Nothing was written.");
    private static final Parameters OPTIONS = Parameters.of(
            query("zone", "The zone of times without an offset, such as Europe/Berlin.", Schema.text()),
            query(
                    "route",
                    "Where paths have a repository; may be repeated.",
                    Schema.list(Schema.text())
                            .with("example", List.of("/{type}s/{ns}/{name}/{path*}={type}:{ns}/{name}"))),
            query("line", "The name of the text that holds the line, where lines are in JSON.", Schema.text()),
            query(
                    "allow-no-agent",
                    "true: take a body without any User-Agent.",
                    Schema.bool().with("default", false)));

    static final List<Operation> ALL = Stream.of(
                    Stream.of(logs(), producers()), producersPaths(), health(), Stream.of(challenge()))
            .flatMap(group -> group)
            .toList();

    private LogOperations() {}

    private static Parameter query(String name, String meaning, Schema schema) {
        return new Parameter(name, ParameterPlace.QUERY, meaning, schema);
    }

    private static Operation logs() {
        Operation operation = Operation.of("POST", "/v1/logs", "Send lines of a server's log.")
                .taking(
                        new Parameter(
                                "format",
                                ParameterPlace.REQUIRED_QUERY,
                                "A name of 'footfall formats', ndjson, nginx:STRING or apache:STRING.",
                                Schema.text(1, 4_096)),
                        new Parameter(
                                "source", ParameterPlace.REQUIRED_QUERY, "The server's name.", Schema.text(1, 256)),
                        OPTIONS)
                .carrying(OperationBody.of(TEXT, Schema.text()));
        return PublisherOperations.publishing(
                        operation, Response.json("All events of these lines are durable in the log.", OUTCOME))
                .answering(BAD_LOG);
    }

    private static Operation producers() {
        List<String> labels = Stream.of(Producer.values()).map(Producer::label).toList();
        var producer =
                new Parameter("producer", ParameterPlace.PATH, "The program that sends it.", Schema.enumOf(labels));
        return producer("/v1/inbound/{producer}", "Send an envelope of a registry, store or collector.")
                .taking(producer);
    }

    /** The paths that a producer's clients know by themselves. */
    private static Stream<Operation> producersPaths() {
        return Stream.of(Producer.values())
                .flatMap(producer -> producer.paths().stream()
                        .skip(1)
                        .map(path -> producer(path, "The same from " + producer.label() + ", at its own path.")));
    }

    /** Answers have the producer's own form, whatever their status. */
    private static Operation producer(String path, String summary) {
        Operation operation = Operation.of("POST", path, summary)
                .taking(
                        query("format", "The format of lines in the envelope.", Schema.text(1, 4_096)),
                        query("source", "The server's name; the producer's by default.", Schema.text(1, 256)),
                        query("token", "The key, where a header cannot be set.", Schema.text()),
                        OPTIONS)
                .carrying(OperationBody.json(Schema.anyObject()));
        Response taken = answer(200, "All its events are durable in the log, in the producer's form.");
        return PublisherOperations.publishing(operation, taken)
                .answering(
                        answer(201, "The same, of composer."),
                        Response.empty(204, "The same, of loki."),
                        answer(400, "Not what this producer sends, or none of its lines can be read."),
                        answer(401, "None of the ingest.api-keys was sent."),
                        answer(403, "The same, of splunk and minio; or not from this machine, without keys."),
                        answer(408, "The body arrived too slowly. Nothing was accepted."),
                        answer(413, "The body is too long. Nothing was accepted."),
                        answer(415, "The encoding is not supported."),
                        answer(500, "A bug."),
                        answer(503, "Not everything was written: send it again."));
    }

    private static Response answer(int status, String meaning) {
        Response response = Response.of(status, meaning, Reply.JSON, Schema.anyObject());
        return status < 300 ? response : response.or(ProblemDetails.CONTENT_TYPE, Problems.SCHEMA);
    }

    private static Stream<Operation> health() {
        return Stream.of("/services/collector/health", "/services/collector/health/1.0")
                .map(path -> PublisherOperations.open(
                                Operation.get(path, "Whether Kafka can be written, as Splunk's collector says it."),
                                answer(200, "It can."))
                        .answering(answer(403, "Not from this machine, without keys."), answer(503, "It cannot.")));
    }

    private static Operation challenge() {
        return PublisherOperations.open(
                        Operation.get(LogsRoute.FASTLY_PATH, "Which services of Fastly may send their logs here."),
                        Response.of(200, "A digest of each id, by line.", "text/plain;charset=utf-8", Schema.text()))
                .answering(Problems.problem(404, "NotFound", "Not set: ingest.fastly-services."));
    }
}
