package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.FieldError;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.Parsed;
import dev.footfall.events.PlainJson;
import dev.footfall.events.Unchecked;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedLogClient;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/balances}: what other systems counted. All balances of a request are taken, durably, or none. */
public final class BalanceFeed implements Feed {
    static final String PATH = "/v1/balances";

    private static final Logger LOG = LoggerFactory.getLogger(BalanceFeed.class);
    private static final int MOST = 10_000;

    private final SharedLogClient<OpeningBalances, OpeningBalance> log;
    private final IngestWiring wiring;
    private final EventCounters counters;

    public BalanceFeed(SharedLog<OpeningBalances, OpeningBalance> log, IngestWiring wiring) {
        this.log = new SharedLogClient<>(log, BalanceTopic.TOPIC.subject(), System::nanoTime, "footfall-balances");
        this.wiring = wiring;
        this.counters = EventCounters.in(wiring.metrics(), "balances");
    }

    @Override
    public void addTo(RoutesConfig routes, Bodies bodies, AccessGuard access) {
        routes.post(
                PATH,
                access.forPublishers((context, publisher) -> bodies.answer(
                        context,
                        publisher,
                        BodyKind.EVENTS,
                        body -> CompletableFuture.completedFuture(reply(context, body)),
                        counters.rejected()::increment)));
    }

    @Override
    public List<Operation> operations() {
        return BalanceOperations.ALL;
    }

    @Override
    public String words() {
        return Unchecked.text(BalanceFeed.class, "balances.json");
    }

    private Reply reply(Context context, Body body) {
        FactRequests.onlyParameters(context, Set.of());
        byte[] json = FactRoute.json(body);
        boolean areLines = EventFormat.of(context).orElseThrow() == EventFormat.NDJSON;
        var read = new Statements(wiring.clock().instant(), new ArrayList<>(), new ArrayList<>());
        try {
            if (areLines) read.lines(json);
            else read.all(json);
        } catch (IOException e) {
            read.add(read.size(), Parsed.invalid(FieldError.JSON, CheckedJson.fault(e)));
        }
        if (read.size() > MOST) return Replies.problem(413, "TooMany", "A request may have 10,000 balances.");
        return read.bad().isEmpty() ? write(read.good()) : refuse(read.bad());
    }

    private Reply refuse(List<PostedBatch.Rejection> bad) {
        counters.rejected().increment(bad.size());
        return Replies.outcome(400, 0, bad);
    }

    private Reply write(List<OpeningBalance> stated) {
        try {
            OpeningBalances unused = log.inTurn(() -> log.change(known -> BalanceTopic.toWrite(known, stated)));
            counters.accepted().increment(stated.size());
            return Replies.outcome(202, stated.size(), List.of());
        } catch (SharedLogUnavailableException e) {
            LOG.debug("answered 503: {}", e.getMessage());
            counters.unavailable().increment(stated.size());
            return Replies.tryAgain(
                    "LogUnavailable", "The balances could not be written. Sending all of them again is safe.");
        }
    }

    @Override
    public void close() {
        log.close();
    }

    /** The statements of a body, as far as it was read. */
    private record Statements(Instant now, List<OpeningBalance> good, List<PostedBatch.Rejection> bad) {
        int size() {
            return good.size() + bad.size();
        }

        void add(int index, Parsed<OpeningBalance> next) {
            next.fold(good::add, reason -> bad.add(new PostedBatch.Rejection(index, reason)));
        }

        void all(byte[] json) throws IOException {
            try (JsonParser parser = CheckedJson.parser(json, 0, json.length)) {
                JsonToken first = parser.nextToken();
                if (first != JsonToken.START_ARRAY) add(0, OpeningBalance.decodeStatement(parser, now));
                else
                    while (parser.nextToken() != JsonToken.END_ARRAY && size() <= MOST)
                        add(size(), OpeningBalance.decodeStatement(parser, now));
                if (size() <= MOST && parser.nextToken() != null)
                    add(size(), Parsed.invalid(FieldError.JSON, "unexpected content after the JSON"));
            }
        }

        void lines(byte[] json) throws IOException {
            int from = 0;
            for (int line = 0; from < json.length && size() <= MOST; line++) {
                int to = PlainJson.endOfLine(json, from);
                try (JsonParser parser = CheckedJson.parser(json, from, to - from)) {
                    if (parser.nextToken() != null) add(line, one(parser));
                } catch (IOException e) {
                    add(line, Parsed.invalid(FieldError.JSON, CheckedJson.fault(e)));
                }
                from = to + 1;
            }
        }

        private Parsed<OpeningBalance> one(JsonParser parser) throws IOException {
            Parsed<OpeningBalance> read = OpeningBalance.decodeStatement(parser, now);
            return parser.nextToken() == null
                    ? read
                    : Parsed.invalid(FieldError.JSON, "more than one value on the line");
        }
    }
}
