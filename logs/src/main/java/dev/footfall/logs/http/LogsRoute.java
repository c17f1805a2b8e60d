package dev.footfall.logs.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.Sha256;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.http.Bodies;
import dev.footfall.ingest.http.Body;
import dev.footfall.ingest.http.BodyKind;
import dev.footfall.ingest.http.EventCounters;
import dev.footfall.ingest.http.PublisherRoute;
import dev.footfall.ingest.http.Replies;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.ClientWatch;
import dev.footfall.logs.accesslog.LineTotals;
import dev.footfall.logs.accesslog.LogReading;
import dev.footfall.logs.accesslog.PostedLog;
import dev.footfall.logs.accesslog.PostedLogOutcome;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/logs}: lines of a server's log, as a CDN or a shipper pushes them. Answers once all are acknowledged. */
record LogsRoute(
        LogParameters parameters,
        EventPublisher publisher,
        EventCounters counters,
        LogMeters meters,
        RefusalNotices notices,
        ClientWatch watch,
        Bodies bodies,
        Executor reading,
        Clock clock)
        implements PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(LogsRoute.class);
    static final String FASTLY_PATH = "/.well-known/fastly/logging/challenge";

    @Override
    public void handle(Context context, int caller) {
        bodies.answer(context, caller, BodyKind.LOG, body -> reply(context, body));
    }

    private CompletableFuture<Reply> reply(Context context, Body body) {
        LogReading asked = parameters.of(context.queryParamMap());
        return body instanceof Body.Decoded content
                ? send(asked, content)
                : CompletableFuture.completedFuture(Replies.problem(400, "BadLog", ((Body.Undecodable) body).error()));
    }

    private CompletableFuture<Reply> send(LogReading asked, Body.Decoded content) {
        String source = asked.settings().source();
        var log = new PostedLog(asked, content.bytes(), watch, clock);
        return CompletableFuture.completedFuture(log)
                .thenCompose(lines -> lines.sendTo(publisher, reading))
                .thenApply(outcome -> reply(source, outcome))
                .exceptionally(failure -> notNow(source, failure));
    }

    private Reply reply(String source, PostedLogOutcome outcome) {
        if (outcome instanceof PostedLogOutcome.Taken taken) {
            meters.count(source, taken);
            taken.warnings().logged().forEach(LOG::warn);
            counters.accepted().increment((double) taken.totals().published());
            counters.rejected().increment((double) taken.totals().rejected());
            return Reply.of(200, Reply.JSON, Json.object(json -> write(json, taken)));
        }
        if (outcome instanceof PostedLogOutcome.NotInFormat refused) {
            meters.requests(source, "refused").increment();
            String refusal = refusal(refused);
            notices.refused("/v1/logs", source, refusal);
            return Replies.problem(400, "BadLog", refusal);
        }
        return unavailable(source, ((PostedLogOutcome.NotWritten) outcome).reason());
    }

    /** Names the first line at fault: its number, what is wrong with it and where, but not its text. */
    private static String refusal(PostedLogOutcome.NotInFormat refused) {
        String first = refused.faults().stream()
                .limit(1)
                .map(fault -> ": line " + number(fault) + ": " + fault.field() + ": " + fault.error())
                .findFirst()
                .orElse(": have the server log it, or set allow-no-agent=true");
        return refused.reason() + first + ". Nothing was written.";
    }

    static void write(JsonGenerator json, PostedLogOutcome.Taken taken) throws IOException {
        LineTotals totals = taken.totals();
        json.writeNumberField("lines", totals.lines());
        json.writeNumberField("accepted", totals.published());
        json.writeNumberField("not_routed", totals.notRouted());
        json.writeNumberField("bad_name", totals.badNames());
        json.writeNumberField("skipped", totals.skipped());
        json.writeNumberField("blank", totals.blank());
        json.writeNumberField("unreadable", totals.rejected());
        json.writeArrayFieldStart("rejected");
        for (RejectedEvent fault : taken.faults()) {
            json.writeStartObject();
            json.writeNumberField("line", number(fault));
            json.writeStringField("field", fault.field());
            json.writeStringField("error", fault.error());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("warnings");
        for (String warning : taken.warnings().answered()) json.writeString(warning);
        json.writeEndArray();
    }

    static long number(RejectedEvent fault) {
        return ((RejectedEvent.FromLine) fault.origin()).number();
    }

    private Reply notNow(String source, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof SharedLogUnavailableException)
            return unavailable(source, String.valueOf(cause.getMessage()));
        throw new CompletionException(cause);
    }

    private Reply unavailable(String source, String reason) {
        LOG.debug("answered 503 to a log of {}: {}", source, reason);
        meters.requests(source, "unavailable").increment();
        counters.unavailable().increment();
        return Replies.tryAgain(
                "LogUnavailable", "Not every line could be written to the log. Sending all of them again is safe.");
    }

    /** The answer by which Fastly knows that its services may send their logs here: a digest of each one's id. */
    static Reply fastlyChallenge(List<String> services) {
        if (services.isEmpty()) return Replies.problem(404, "NotFound", "ingest.fastly-services is not set.");
        String lines = services.stream().map(service -> digest(service) + "\n").collect(Collectors.joining());
        return Reply.of(200, "text/plain;charset=utf-8", lines);
    }

    private static String digest(String service) {
        if (service.equals("*")) return service;
        return HexFormat.of().formatHex(Sha256.begin().digest(service.getBytes(StandardCharsets.UTF_8)));
    }
}
