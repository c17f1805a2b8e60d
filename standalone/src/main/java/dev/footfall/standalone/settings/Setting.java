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
            "records behind the log at which numbers are refused; not set = never"),
    QUERY_RATE_LIMIT(
            "query.rate-limit",
            "600",
            ValueRule.integer(0, 1_000_000),
            "requests per minute that one caller may send to the query API; 0 = any number"),
    QUERY_TRUSTED_PROXIES(
            "query.trusted-proxies",
            "",
            ValueRule.NETWORKS,
            "proxies whose X-Forwarded-For is believed; not set = nobody's"),
    AUTH_JWT_SECRET("auth.jwt-secret", "", ValueRule.secret(32), "key under which tokens are signed with HS256"),
    AUTH_JWKS_URL(
            "auth.jwks-url",
            "",
            ValueRule.KEYS_URL,
            "where the public keys of the tokens' issuer are; without it and auth.jwt-secret all callers are anonymous"),
    AUTH_ISSUER("auth.issuer", "", ValueRule.TEXT, "the only issuer whose tokens are taken; not set = any"),
    AUTH_AUDIENCE("auth.audience", "", ValueRule.TEXT, "the audience that tokens must be meant for; not set = any"),
    INGEST_API_KEYS(
            "ingest.api-keys",
            "",
            ValueRule.TEXT,
            "keys of publishers, with commas; without any, ingest is for this machine alone"),
    INGEST_FASTLY_SERVICES(
            "ingest.fastly-services",
            "",
            ValueRule.TEXT,
            "ids of the services at Fastly that send their logs here, with commas; * = any"),
    INGEST_VISITOR_SECRET(
            "ingest.visitor-secret",
            "",
            ValueRule.secret(32),
            "key under which addresses are hashed; in the data directory of `run` when not set"),
    INGEST_VISITOR_KEY(
            "ingest.visitor-key",
            "fixed",
            ValueRule.oneOf("fixed", "day"),
            "what addresses are hashed under: always the secret, or also a key of each day that is destroyed with it"),
    INGEST_USERS(
            "ingest.users",
            "names",
            ValueRule.oneOf("names", "ids"),
            "what stands for users in what is written: their names, or ids whose names can be erased"),
    PEERS_HOST(
            "peers.host",
            "127.0.0.1",
            ValueRule.HOST,
            "address of this node, on which it listens to its peers and by which they reach it"),
    PEERS_PORT("peers.port", "28090", ValueRule.PORT, "port on which it listens to its peers; 0 = any free one"),
    PEERS_SECRET(
            "peers.secret",
            "",
            ValueRule.secret(32),
            "what the nodes of a cluster prove themselves with; not set = this node is alone"),
    AGGREGATOR_STANDBYS(
            "aggregator.standbys",
            "1",
            ValueRule.integer(0, 8),
            "how many other nodes follow the state of each partition"),
    KAFKA_PORT("kafka.port", "29092", ValueRule.PORT, "port of the embedded Kafka on 127.0.0.1; 0 = any free one"),
    KAFKA_BOOTSTRAP_SERVERS(
            "kafka.bootstrap-servers", "127.0.0.1:29092", ValueRule.SERVERS, "the Kafka to use, except by `run`"),
    DATA_DIR("data.dir", "./data", ValueRule.TEXT, "directory of the log, the state and the visitor secret"),
    TOPICS_PARTITIONS("topics.partitions", "8", ValueRule.integer(1, 1024), "partitions of each topic"),
    TOPICS_REPLICATION_FACTOR(
            "topics.replication-factor",
            "",
            ValueRule.integer(1, 32),
            "copies of each topic; not set = the cluster's own default"),
    RULES_FILE(
            "rules.file",
            "default",
            ValueRule.TEXT,
            "rules of counting: default, robots-apart, or the path of a file; see docs/rules.md"),
    SESSION_GAP(
            "session.gap",
            "",
            ValueRule.duration("PT1M", "PT24H"),
            "longest pause within one download; not set = the rule file's"),
    SESSION_RETENTION(
            "session.retention",
            "",
            ValueRule.duration("PT10S", "P400D"),
            "how long a repository's day accepts events; not set = the rule file's"),
    COUNTING_REDIRECTS(
            "counting.redirects",
            "",
            ValueRule.oneOf("exclude", "count"),
            "whether a 302 or 307 is a file sent; not set = the rule file's"),
    PROJECTIONS(
            "projections",
            "",
            ValueRule.someOf("hours", "clients", "sources", "users", "classes", "source-hours"),
            "what is counted of a repository beside its days' rows; none = nothing, not set = the rule file's"),
    LOG_RAW_RETENTION(
            "log.raw-retention",
            "",
            ValueRule.duration("P2D", "P36500D"),
            "how long events stay in the log before their days are sealed and they are deleted; not set = forever"),
    SEALED_OTHER_RULES(
            "sealed.other-rules",
            "refuse",
            ValueRule.oneOf("refuse", "keep"),
            "what becomes of days that were sealed by other rules when the log is counted again"),
    ROWS_TOPIC(
            "rows.topic",
            "off",
            ValueRule.oneOf("off", "on"),
            "whether each changed daily row is written to footfall.daily-rows.v1, too"),
    AGGREGATOR_HEAP_BUDGET(
            "aggregator.heap-budget", "25%", ValueRule.HEAP_SHARE, "how much heap the visits and rows in use may take"),
    REPOSITORIES_UNREGISTERED(
            "repositories.unregistered",
            "public",
            ValueRule.oneOf("public", "hidden"),
            "who sees repositories that nobody registered"),
    WEBHOOK_URL(
            "webhook.url",
            "",
            ValueRule.KEYS_URL,
            "where a message goes about each spike of a repository's downloads; not set = nowhere"),
    WEBHOOK_SECRET("webhook.secret", "", ValueRule.secret(32), "key under which these messages are signed"),
    WEBHOOK_SPIKE_FACTOR(
            "webhook.spike-factor",
            "10",
            ValueRule.integer(2, 1_000_000),
            "how many times the median of the 28 days before a day's downloads must be more than"),
    WEBHOOK_SPIKE_MINIMUM(
            "webhook.spike-minimum",
            "100",
            ValueRule.integer(1, Integer.MAX_VALUE),
            "the downloads that a day must have to be a spike"),
    ENDPOINT("endpoint", "http://127.0.0.1:28080", ValueRule.URL, "the API that commands ask, such as `stats`"),
    TOKEN("token", "", ValueRule.TEXT, "the bearer token that they send");

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
