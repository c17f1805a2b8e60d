package dev.footfall.standalone.settings;

import dev.footfall.rules.ProjectionNames;
import java.util.Locale;

/** A configurable value: its default ("" if unset), rule and help. {@code QUERY_MAX_LAG} has the key {@code query.max-lag}. */
@SuppressWarnings("ImmutableEnumChecker") // a ValueRule is a text and a function of text alone
public enum Setting {
    QUERY_HOST("127.0.0.1", ValueRule.HOST, "address on which the query API listens"),
    QUERY_PORT("28080", ValueRule.PORT, "port of the query API; 0 = any free one"),
    INGEST_HOST("127.0.0.1", ValueRule.HOST, "address on which ingest listens"),
    INGEST_PORT("28081", ValueRule.PORT, "port of ingest; 0 = any free one"),
    QUERY_MAX_LAG(
            ValueRule.integer(0, Integer.MAX_VALUE),
            "records behind the log above which queries are refused; not set = never"),
    QUERY_RATE_LIMIT(
            "600",
            ValueRule.integer(0, 1_000_000),
            "requests per minute of one caller to the query API; 0 = any number"),
    QUERY_TRUSTED_PROXIES(ValueRule.NETWORKS, "proxies whose X-Forwarded-For is trusted; not set = none"),
    QUERY_EMBED_ORIGINS(ValueRule.ORIGINS, "origins whose pages may frame `/embed`; * = any, not set = none"),
    DIALECTS_TYPE(
            "model",
            ValueRule.oneOf("model", "dataset", "space"),
            "type of the repositories that dialects' clients call namespace/name"),
    DIALECTS_NAMES(
            ValueRule.TEXT,
            "repositories of their other names, such as {name}=dataset:cran/{name}, separated by blanks"),
    DIALECTS_ROOT(
            ValueRule.oneOf("npm", "pypi", "cran", "packagist"), "dialect that is also served at /; not set = none"),
    ANALYTICS_GROUPS(
            ValueRule.TEXT, "file of lines group = user, user: groups of Open WebUI's analytics; not set = none"),
    AUTH_JWT_SECRET(ValueRule.secret(32), "key of tokens signed with HS256"),
    AUTH_JWKS_URL(
            ValueRule.KEYS_URL,
            "public keys of the tokens' issuer; without it and auth.jwt-secret all callers are anonymous"),
    AUTH_ISSUER(ValueRule.TEXT, "issuer whose tokens are accepted; not set = any"),
    AUTH_AUDIENCE(ValueRule.TEXT, "audience that tokens must have; not set = any"),
    ROUTES(
            ValueRule.TEXT,
            "routes of logs, and paths before those of a hub such as /hf, separated by blanks; see docs/formats.md"),
    ROUTES_NAMESPACE(
            ValueRule.TEXT,
            "namespace of a hub's repositories without one, such as gpt2; not set = they are not routed"),
    INGEST_API_KEYS(
            ValueRule.TEXT,
            "keys of publishers, separated by commas; without any, ingest accepts only " + "a loopback host"),
    INGEST_TRUSTED_PROXIES(
            ValueRule.PROXIES,
            "proxies whose lists of clients logs have; private = loopback, private, link-local and unique-local networks; "
                    + "not set = those, and lists are taken as they are"),
    INGEST_NETWORKS_FILE(
            "ingest.networks.file",
            "",
            ValueRule.TEXT,
            "names of clients' networks, a line each: 192.0.2.0/24 name; not set = events have none of ingest's"),
    INGEST_FASTLY_SERVICES(ValueRule.TEXT, "ids of Fastly services that push logs, separated by commas; * = any"),
    INGEST_LINES_TOPIC(ValueRule.TEXT, "topic of the same Kafka whose lines ingest reads; not set = none"),
    INGEST_LINES_FORMAT(
            "combined",
            ValueRule.TEXT,
            "format of the topic's lines, or producer of its envelopes, without a header `format`"),
    INGEST_LINES_SOURCE(ValueRule.TEXT, "source of records without a header `source`; not set = the topic's name"),
    INGEST_LINES_FIELD(
            ValueRule.TEXT, "text of a JSON object that holds the line, such as message; not set = the whole record"),
    INGEST_VISITOR_SECRET(
            ValueRule.secret(32), "key of the hashes of addresses; not set = the one in the data directory of `run`"),
    INGEST_VISITOR_KEY(
            "fixed",
            ValueRule.oneOf("fixed", "day"),
            "hash addresses with the secret alone, or also with a key per day that is later destroyed"),
    INGEST_USERS("names", ValueRule.oneOf("names", "ids"), "write users as names, or as ids whose names can be erased"),
    PEERS_HOST("127.0.0.1", ValueRule.HOST, "address of this node, for its peers"),
    PEERS_PORT("28090", ValueRule.PORT, "port of this node for its peers; 0 = any free one"),
    PEERS_SECRET(ValueRule.secret(32), "key that signs messages between nodes; not set = this node is alone"),
    AGGREGATOR_STANDBYS("1", ValueRule.integer(0, 8), "copies of each partition's state on other nodes"),
    KAFKA_PORT("29092", ValueRule.PORT, "port of the embedded Kafka on 127.0.0.1; 0 = any free one"),
    KAFKA_ACCESS(
            "machine",
            ValueRule.oneOf("machine", "secret"),
            "users of the embedded Kafka: every user of this machine, or only those who can read `kafka-secret` "
                    + "in the data directory"),
    KAFKA_BOOTSTRAP_SERVERS("127.0.0.1:29092", ValueRule.SERVERS, "Kafka brokers; `run` has its own"),
    KAFKA_PATIENCE(
            "PT1M",
            ValueRule.duration("PT1S", "PT1H"),
            "time that each start waits for Kafka, such as for brokers that are restarting"),
    DATA_DIR("./data", ValueRule.TEXT, "directory of the log, the state and the visitor secret"),
    TOPICS_PREFIX(
            "footfall",
            ValueRule.PREFIX,
            "beginning of the names of topics, groups and transactions; another one for each system of a Kafka"),
    TOPICS_PARTITIONS("8", ValueRule.integer(1, 1024), "partitions of new topics; existing topics keep theirs"),
    TOPICS_REPLICATION_FACTOR(ValueRule.integer(1, 32), "replicas of each topic; not set = the cluster's default"),
    RULES_FILE(
            "default",
            ValueRule.TEXT,
            "rules of counting: default, robots-apart, counter, or the path of a file; see docs/rules.md"),
    SESSION_GAP(
            ValueRule.duration("PT1M", "PT24H"),
            "longest pause within one download; not set = the rule file's, PT30M by default"),
    SESSION_RETENTION(
            ValueRule.duration("PT10S", "P400D"),
            "how long a repository's day accepts events; not set = the rule file's, P14D by default"),
    COUNTING_REDIRECTS(
            ValueRule.oneOf("exclude", "count"),
            "whether 302 and 307 are excluded or count as a file sent; not " + "set = the rule file's"),
    PROJECTIONS(
            ValueRule.someOf(ProjectionNames.ALL),
            "counts in addition to the daily rows; not set = the rule file's, or those that docs/rules.md names with "
                    + "their price"),
    BREAKDOWNS_FILES(
            ValueRule.integer(1, 5_000),
            "files of a repository's day that `files` distinguishes; not set = the rule file's, 500 by default"),
    BREAKDOWNS_REVISIONS(
            ValueRule.integer(1, 5_000),
            "revisions of a repository's day that `revisions` distinguishes; not set = the rule file's, 200 by "
                    + "default"),
    COUNTRIES_FILE(
            ValueRule.TEXT,
            "countries of addresses, MaxMind DB (.mmdb) or CSV (first,last,country); not set = unknown"),
    COUNTRIES_MIN(
            "5",
            ValueRule.integer(0, 1_000_000),
            "visitors of a day below which a country is merged into the others, except for administrators"),
    LOG_RAW_RETENTION(
            ValueRule.duration("P2D", "P36500D"),
            "age at which days are sealed and their events deleted; not set = never"),
    SEALED_OTHER_RULES(
            "refuse",
            ValueRule.oneOf("refuse", "keep"),
            "days sealed by other rules in a recount: refuse to start, or keep them as counted"),
    ROWS_TOPIC(
            "off",
            ValueRule.oneOf("off", "on"),
            "write changed daily rows to footfall.daily-rows.v1; the same on every node"),
    AGGREGATOR_HEAP_BUDGET("25%", ValueRule.HEAP_SHARE, "heap for the visits and rows in use"),
    REPOSITORIES_UNREGISTERED(
            "public", ValueRule.oneOf("public", "hidden"), "visibility of repositories that nobody registered"),
    WEBHOOK_URL(ValueRule.KEYS_URL, "receiver of messages about spikes; not set = none"),
    WEBHOOK_SECRET(ValueRule.secret(32), "key of the messages' signature; required with webhook.url"),
    WEBHOOK_SPIKE_FACTOR(
            "10", ValueRule.integer(2, 1_000_000), "multiple of the median of 28 days above which a day is a spike"),
    WEBHOOK_SPIKE_MINIMUM("100", ValueRule.integer(1, Integer.MAX_VALUE), "fewest downloads of a spike"),
    ENDPOINT("http://127.0.0.1:28080", ValueRule.URL, "API that commands such as `stats` query"),
    TOKEN(ValueRule.VISIBLE, "bearer token that they send");

    private final String key;
    private final String defaultValue;
    private final ValueRule rule;
    private final String help;

    Setting(ValueRule rule, String help) {
        this("", rule, help);
    }

    Setting(String defaultValue, ValueRule rule, String help) {
        this("", defaultValue, rule, help);
    }

    /** {@code ownKey}: "" for the one that the name gives. */
    Setting(String ownKey, String defaultValue, ValueRule rule, String help) {
        String usual = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
        this.key = ownKey.isEmpty() ? usual : ownKey;
        this.defaultValue = defaultValue;
        this.rule = rule;
        this.help = help;
    }

    public String key() {
        return key;
    }

    public String environmentName() {
        return "FOOTFALL_" + name();
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

    boolean isSecret() {
        return name().endsWith("_SECRET") || this == INGEST_API_KEYS || this == TOKEN;
    }
}
