package dev.footfall.logs.http;

import dev.footfall.events.Unchecked;
import dev.footfall.ingest.http.AccessGuard;
import dev.footfall.ingest.http.Bodies;
import dev.footfall.ingest.http.EventCounters;
import dev.footfall.ingest.http.Feed;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.Replies;
import dev.footfall.logs.accesslog.ClientWatch;
import dev.footfall.logs.accesslog.DoubleFeeds;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.linestopic.LinesTopic;
import dev.footfall.logs.linestopic.LinesTopicWiring;
import dev.footfall.web.openapi.Operation;
import io.javalin.config.RoutesConfig;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The logs of file servers: lines that are posted ({@link LogsRoute}), envelopes as their producers send them
 * ({@link InboundRoute}), and a topic of either.
 */
public final class LogFeed implements Feed {
    private final LogFeedConfig config;
    private final IngestWiring wiring;
    private final LogTopics topics;
    private final RecordedTrust trust;
    private final ClientWatch watch;
    private final DoubleFeeds feeds;
    private final RefusalNotices notices;
    private Optional<LinesTopic> lines = Optional.empty();

    public LogFeed(LogFeedConfig config, IngestWiring wiring, LogTopics topics) {
        this.config = config;
        this.wiring = wiring;
        this.topics = topics;
        this.trust = new RecordedTrust(topics.trusts(), config.proxies());
        this.watch = new ClientWatch(wiring.clock().withZone(ZoneOffset.UTC));
        this.notices = new RefusalNotices(wiring.clock());
        this.feeds = new DoubleFeeds(wiring.clock(), wiring.metrics());
    }

    @Override
    public void addTo(RoutesConfig routes, Bodies bodies, AccessGuard access) {
        var parts = new InboundRoute.Parts(
                wiring, new LogWatch(feeds, watch, notices), bodies, access, config.routes(), trust);
        InboundRoute.addAll(routes, parts, access.forPublishers(logs(bodies)));
        routes.get(
                LogsRoute.FASTLY_PATH,
                context -> Replies.send(LogsRoute.fastlyChallenge(config.fastlyServices()), context));
    }

    @Override
    public List<Operation> operations() {
        return LogOperations.ALL;
    }

    @Override
    public String words() {
        return Unchecked.text(LogFeed.class, "words.json");
    }

    private LogsRoute logs(Bodies bodies) {
        return new LogsRoute(
                new LogParameters(config.routes(), "", wiring, trust),
                feeds.watch(wiring.publisher(), false),
                EventCounters.in(wiring.metrics(), "events"),
                new LogMeters(wiring.metrics()),
                notices,
                watch,
                bodies,
                bodies.answering(),
                wiring.clock().withZone(ZoneOffset.UTC));
    }

    @Override
    public void start() {
        var surroundings = new LinesTopicWiring(
                wiring.publisher(),
                feeds,
                watch,
                wiring.secret(),
                wiring.keys(),
                trust,
                wiring.metrics(),
                wiring.clock().withZone(ZoneOffset.UTC));
        lines = config.lines().map(topic -> LinesTopic.start(topic, topics.kafka(), surroundings, topics.consumers()));
    }

    @Override
    public void close() {
        lines.ifPresent(LinesTopic::close);
        trust.close();
    }
}
