package dev.footfall.standalone.settings;

import java.util.Locale;
import java.util.Optional;

/** Everything that can be configured: key, default, what is allowed, what it means. */
@SuppressWarnings("ImmutableEnumChecker") // a ValueRule is a text and a function of text alone
public enum Setting {
    QUERY_HOST("query.host", "127.0.0.1", ValueRule.HOST, "address on which the query API listens"),
    QUERY_PORT("query.port", "28080", ValueRule.PORT, "port of the query API; 0 = any free one"),
    INGEST_HOST("ingest.host", "127.0.0.1", ValueRule.HOST, "address on which ingest listens"),
    INGEST_PORT("ingest.port", "28081", ValueRule.PORT, "port of ingest; 0 = any free one"),
    QUERY_MAX_LAG(
            "query.max-lag",
            "",
            ValueRule.integer(0, Integer.MAX_VALUE),
            "records behind the log above which numbers are refused; not set = never"),
    QUERY_RATE_LIMIT(
            "query.rate-limit",
            "600",
            ValueRule.integer(0, 1_000_000),
            "requests per minute of one caller to the query API; 0 = any number"),
    QUERY_TRUSTED_PROXIES(
            "query.trusted-proxies",
            "",
            ValueRule.NETWORKS,
            "proxies whose X-Forwarded-For is trusted; not set = none"),
    AUTH_JWT_SECRET("auth.jwt-secret", "", ValueRule.secret(32), "key of tokens signed with HS256"),
    AUTH_JWKS_URL(
            "auth.jwks-url",
            "",
            ValueRule.KEYS_URL,
            "public keys of the tokens' issuer; without it and auth.jwt-secret all callers are anonymous"),
    AUTH_ISSUER("auth.issuer", "", ValueRule.TEXT, "issuer whose tokens are accepted; not set = any"),
    AUTH_AUDIENCE("auth.audience", "", ValueRule.TEXT, "audience that tokens must have; not set = any"),
    INGEST_API_KEYS(
            "ingest.api-keys",
            "",
            ValueRule.TEXT,
            "keys of publishers, with commas; without any, ingest takes a loopback host only"),
    INGEST_FASTLY_SERVICES(
            "ingest.fastly-services",
            "",
            ValueRule.TEXT,
            "ids of Fastly services that push logs, with commas; * = any"),
    INGEST_VISITOR_SECRET(
            "ingest.visitor-secret",
            "",
            ValueRule.secret(32),
            "key of the hashes of addresses; not set = the one in the data directory of `run`"),
    INGEST_VISITOR_KEY(
            "ingest.visitor-key",
            "fixed",
            ValueRule.oneOf("fixed", "day"),
            "hash addresses under the secret alone, or also under a key per day that is destroyed"),
    INGEST_USERS(
            "ingest.users",
            "names",
            ValueRule.oneOf("names", "ids"),
            "write users as names, or as ids whose names can be erased"),
    PEERS_HOST("peers.host", "127.0.0.1", ValueRule.HOST, "address of this node, for its peers"),
    PEERS_PORT("peers.port", "28090", ValueRule.PORT, "port of this node for its peers; 0 = any free one"),
    PEERS_SECRET(
            "peers.secret",
            "",
            ValueRule.secret(32),
            "key with which nodes sign to each other; not set = this node is alone"),
    AGGREGATOR_STANDBYS(
            "aggregator.standbys", "1", ValueRule.integer(0, 8), "copies of each partition's state on other nodes"),
    KAFKA_PORT("kafka.port", "29092", ValueRule.PORT, "port of the embedded Kafka on 127.0.0.1; 0 = any free one"),
    KAFKA_BOOTSTRAP_SERVERS(
            "kafka.bootstrap-servers", "127.0.0.1:29092", ValueRule.SERVERS, "Kafka brokers; `run` has its own"),
    DATA_DIR("data.dir", "./data", ValueRule.TEXT, "directory of the log, the state and the visitor secret"),
    TOPICS_PARTITIONS("topics.partitions", "8", ValueRule.integer(1, 1024), "partitions of each topic"),
    TOPICS_REPLICATION_FACTOR(
            "topics.replication-factor",
            "",
            ValueRule.integer(1, 32),
            "replicas of each topic; not set = the cluster's default"),
    RULES_FILE(
            "rules.file",
            "default",
            ValueRule.TEXT,
            "rules of counting: default, robots-apart, or the path of a file; see docs/rules.md"),
    SESSION_GAP(
            "session.gap",
            "",
            ValueRule.duration("PT1M", "PT24H"),
            "longest pause within one download; not set = the rule file's, PT30M by default"),
    SESSION_RETENTION(
            "session.retention",
            "",
            ValueRule.duration("PT10S", "P400D"),
            "how long a repository's day accepts events; not set = the rule file's, P14D by default"),
    COUNTING_REDIRECTS(
            "counting.redirects",
            "",
            ValueRule.oneOf("exclude", "count"),
            "302 and 307: no file, or a file sent; not set = the rule file's"),
    PROJECTIONS(
            "projections",
            "",
            ValueRule.someOf("hours", "clients", "sources", "users", "classes", "source-hours"),
            "counts beside the daily rows; not set = the rule file's, all by default"),
    LOG_RAW_RETENTION(
            "log.raw-retention",
            "",
            ValueRule.duration("P2D", "P36500D"),
            "age at which days are sealed and their events deleted; not set = never"),
    SEALED_OTHER_RULES(
            "sealed.other-rules",
            "refuse",
            ValueRule.oneOf("refuse", "keep"),
            "days sealed by other rules, in a recount: refuse to start, or keep them as counted"),
    ROWS_TOPIC(
            "rows.topic",
            "off",
            ValueRule.oneOf("off", "on"),
            "write changed daily rows to footfall.daily-rows.v1; the same on every node"),
    AGGREGATOR_HEAP_BUDGET(
            "aggregator.heap-budget", "25%", ValueRule.HEAP_SHARE, "heap for the visits and rows in use"),
    REPOSITORIES_UNREGISTERED(
            "repositories.unregistered",
            "public",
            ValueRule.oneOf("public", "hidden"),
            "visibility of repositories that nobody registered"),
    WEBHOOK_URL("webhook.url", "", ValueRule.KEYS_URL, "receiver of messages about spikes; not set = none"),
    WEBHOOK_SECRET(
            "webhook.secret", "", ValueRule.secret(32), "key of the messages' signature; required with webhook.url"),
    WEBHOOK_SPIKE_FACTOR(
            "webhook.spike-factor",
            "10",
            ValueRule.integer(2, 1_000_000),
            "multiple of the median of 28 days above which a day is a spike"),
    WEBHOOK_SPIKE_MINIMUM(
            "webhook.spike-minimum", "100", ValueRule.integer(1, Integer.MAX_VALUE), "fewest downloads of a spike"),
    ENDPOINT("endpoint", "http://127.0.0.1:28080", ValueRule.URL, "API that commands such as `stats` ask"),
    TOKEN("token", "", ValueRule.TEXT, "bearer token that they send");

    private static final String ENVIRONMENT_PREFIX = "FOOTFALL_";

    private final String key;
    private final String defaultValue;
    private final ValueRule rule;
    private final String help;

    Setting(String key, String defaultValue, ValueRule rule, String help) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.rule = rule;
        this.help = help;
    }

    public String key() {
        return key;
    }

    public String environmentName() {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String help() {
        return help;
    }

    public String allowed() {
        return rule.allowed();
    }

    boolean accepts(String value) {
        return rule.accepts().test(value);
    }

    /** True if the value must not appear in a message. */
    boolean isSecret() {
        return this == INGEST_VISITOR_SECRET
                || this == INGEST_API_KEYS
                || this == AUTH_JWT_SECRET
                || this == PEERS_SECRET
                || this == WEBHOOK_SECRET
                || this == TOKEN;
    }

    static Optional<Setting> ofKey(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) return Optional.of(setting);
        }
        return Optional.empty();
    }

    static Optional<Setting> ofEnvironment(String name) {
        for (Setting setting : values()) {
            if (setting.environmentName().equals(name)) return Optional.of(setting);
        }
        return Optional.empty();
    }
}
