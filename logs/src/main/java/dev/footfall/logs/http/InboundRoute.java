package dev.footfall.logs.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.ByteBudget;
import dev.footfall.events.FieldError;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.http.AccessGuard;
import dev.footfall.ingest.http.Bodies;
import dev.footfall.ingest.http.Body;
import dev.footfall.ingest.http.BodyKind;
import dev.footfall.ingest.http.EventFormat;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.PublisherRoute;
import dev.footfall.ingest.http.Replies;
import dev.footfall.logs.accesslog.InboundLog;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.PostedLogOutcome;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.accesslog.SampledFaults;
import dev.footfall.logs.client.DayTrust;
import dev.footfall.logs.client.OwnConnections;
import dev.footfall.logs.inbound.JqProgram;
import dev.footfall.logs.inbound.OtlpMessages;
import dev.footfall.logs.inbound.Producer;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Json;
import dev.footfall.web.PercentDecoder;
import dev.footfall.web.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/inbound/{producer}}: an envelope as its producer sends it. Answers once all of its events are acknowledged. */
record InboundRoute(Producer producer, LogParameters parameters, Parts parts) implements PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(InboundRoute.class);
    private static final String PROTOBUF = "application/x-protobuf";

    /** Two at a time, if the heap has four times what they may take, else one. */
    private static final Executor MAPPING =
            new ForkJoinPool(Runtime.getRuntime().maxMemory() < 8 * JqProgram.MOST_BYTES ? 1 : 2);

    record Parts(
            IngestWiring wiring,
            LogWatch watch,
            Bodies bodies,
            AccessGuard access,
            RouteSettings routes,
            DayTrust trust) {}

    static void addAll(RoutesConfig routes, Parts parts, Handler logs) {
        for (Producer producer : Producer.values()) {
            IngestWiring wiring = parts.wiring();
            var parameters = new LogParameters(
                    parts.routes().before(producer.routes()), producer.label(), wiring, trust(producer, parts.trust()));
            var route = new InboundRoute(producer, parameters, parts);
            Handler handler = route.inForm(parts.access().forProducers(route));
            producer.paths().forEach(path -> routes.post(path, handler));
            if (producer == Producer.OTLP) {
                routes.post("/v1/logs", context -> (isOtlp(context) ? handler : logs).handle(context));
            } else if (producer == Producer.SPLUNK) {
                Handler ready = context -> Replies.send(IngestServer.readiness(wiring.isReachable()), context);
                routes.get("/services/collector/health", route.inForm(ready));
                routes.get("/services/collector/health/1.0", route.inForm(ready));
                // Docker's log driver checks so, without a key, before a container starts
                producer.paths().forEach(path -> routes.options(path, context -> shakeHands(context, 0)));
            } else if (producer == Producer.CLOUDEVENTS) {
                routes.options(producer.paths().get(0), parts.access().forProducers(InboundRoute::shakeHands));
            }
        }
    }

    /** Composer's clients post to this program themselves, all others what they have seen. */
    private static DayTrust trust(Producer producer, DayTrust configured) {
        return producer == Producer.COMPOSER ? new OwnConnections(configured) : configured;
    }

    /** Lines are no protobuf, and OTLP's JSON comes without a format of lines. */
    private static boolean isOtlp(Context context) {
        return isProtobuf(context.req())
                || (context.queryParam("format") == null
                        && EventFormat.of(context).equals(EventFormat.of(Reply.JSON)));
    }

    /** The handshake of <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">web hooks</a>. */
    private static void shakeHands(Context context, int caller) {
        Reply allowed = Reply.empty(200).with("Allow", "POST").with("WebHook-Allowed-Origin", "*");
        Replies.send(allowed.with("WebHook-Allowed-Rate", "*"), context);
    }

    @Override
    public void handle(Context context, int caller) {
        parts.bodies()
                .answer(context, caller, BodyKind.LOG, body -> reply(context, body), () -> count("refused", "", 1));
    }

    private CompletableFuture<Reply> reply(Context context, Body body) {
        if (!(body instanceof Body.Decoded content)) throw OtlpMessages.bad(((Body.Undecodable) body).error());
        Map<String, List<String>> query = new HashMap<>(context.queryParamMap());
        query.remove("token"); // the caller's key
        LogSettings settings = parameters.of(query).settings();
        return CompletableFuture.supplyAsync(() -> read(context.req(), settings, content.bytes()), MAPPING)
                .thenCompose(log -> {
                    Optional<String> fault = log.fault();
                    if (fault.isEmpty()) return sent(log);
                    parts.watch().notices().refused(producer.label(), settings.source(), fault.get());
                    return producer.isShipper()
                            ? CompletableFuture.completedFuture(refused(log, fault.get()))
                            : sent(log);
                })
                .exceptionally(this::failed);
    }

    private CompletableFuture<Reply> sent(InboundLog log) {
        LogWatch watch = parts.watch();
        return log.sendTo(parts.wiring().publisher(), watch.feeds(), watch.clients())
                .thenApply(outcome -> reply(log, outcome));
    }

    /** Registries would send their queue's first event for ever; shippers have an answer for a body that is wrong. */
    private Reply refused(InboundLog log, String fault) {
        count("refused", "", 1);
        count("unreadable", "", log.totals().rejected());
        log.skipped().forEach((reason, items) -> count("skipped", reason, items));
        return Replies.problem(400, "BadLog", "none of the lines can be read: " + fault + ". Nothing was written.");
    }

    private InboundLog read(HttpServletRequest request, LogSettings settings, byte[] body) {
        Clock clock = parts.wiring().clock().withZone(ZoneOffset.UTC);
        var log = new InboundLog(producer.label(), settings, new SampledFaults(clock), clock);
        var program = producer.program(about(request, !settings.format().equals(InboundLog.REQUESTS)));
        try {
            if (producer == Producer.OTLP && isProtobuf(request)) program.readOtlp(body, log::add);
            else if (producer == Producer.CLOUDEVENTS && request.getHeader("ce-specversion") != null) {
                program.readText(body, log::add);
            } else program.read(body, log::add);
        } catch (ByteBudget.ExceededException e) {
            throw OtlpMessages.bad("The body, with its decompressed content, " + e.getMessage());
        }
        if (!log.lacksFormat()) return log;
        var unread = new FieldError("format", "is required: the envelope contains lines of a log");
        throw new HttpProblemException(Replies.badField(unread));
    }

    private Producer.Circumstances about(HttpServletRequest request, boolean isOfLines) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (String header : Collections.list(request.getHeaderNames())) {
            // of a CloudEvent: quoted, percent-encoded
            String value = String.join(", ", Collections.list(request.getHeaders(header)));
            boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            String plain = isQuoted ? value.replaceAll("^\"|\"$|\\\\(.)", "$1") : value;
            String decoded = PercentDecoder.lenient(plain).orElse(plain);
            headers.put(header.toLowerCase(Locale.ROOT), decoded);
        }
        return new Producer.Circumstances(
                headers, request.getRemoteAddr(), parts.wiring().clock().millis(), isOfLines);
    }

    private static boolean isProtobuf(HttpServletRequest request) {
        String type = String.valueOf(request.getHeader("Content-Type"));
        return type.toLowerCase(Locale.ROOT).startsWith(PROTOBUF);
    }

    private Reply reply(InboundLog log, PostedLogOutcome outcome) {
        if (!(outcome instanceof PostedLogOutcome.Taken taken)) return unavailable();
        taken.warnings().logged().forEach(LOG::warn);
        var totals = taken.totals();
        var outcomes = new HashMap<>(totals.byOutcome());
        outcomes.remove("skipped"); // counted by their reasons
        outcomes.forEach((name, items) -> count(name, "", items));
        log.skipped().forEach((reason, items) -> count("skipped", reason, items));
        return Reply.of(200, Reply.JSON, Json.object(json -> LogsRoute.write(json, taken)));
    }

    private Reply failed(Throwable failure) {
        if (failure.getCause() instanceof SharedLogUnavailableException) return unavailable();
        throw new CompletionException(failure.getCause());
    }

    private Reply unavailable() {
        count("unavailable", "", 1);
        return Replies.tryAgain(
                "LogUnavailable", "Not every event could be written to the log. Sending all of them again is safe.");
    }

    private void count(String outcome, String reason, long items) {
        if (items == 0) return;
        Counter.builder("footfall.ingest.inbound")
                .description("Events of producers, by outcome; `refused` and `unavailable` count requests")
                .tags("producer", producer.label(), "outcome", outcome, "reason", reason)
                .register(parts.wiring().metrics())
                .increment((double) items);
    }

    private Handler inForm(Handler handler) {
        return context -> {
            UnaryOperator<Reply> form = ours -> inForm(ours, context.req());
            context.attribute(Replies.FORM, form);
            handler.handle(context);
        };
    }

    private static byte[] withStatus(Reply ours) {
        ObjectNode answer = (ObjectNode) Unchecked.io(() -> Json.MAPPER.readTree(ours.body()));
        return answer.put("status", ours.status()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private Reply inForm(Reply ours, HttpServletRequest request) {
        var made = new ObjectNode[1];
        producer.answers(about(request, false)).read(withStatus(ours), other -> made[0] = (ObjectNode) other);
        if (made[0].isEmpty()) return ours;
        int status = made[0].path("status").asInt();
        JsonNode body = made[0].path("body");
        if (body.isMissingNode()) return Reply.empty(status);
        boolean isPacked = isProtobuf(request);
        byte[] bytes = isPacked ? OtlpMessages.answer(body) : body.toString().getBytes(StandardCharsets.UTF_8);
        String type = isPacked ? PROTOBUF : Reply.JSON;
        return Reply.of(status, type, bytes).with(ours.headers()).with("Content-Type", type);
    }
}
