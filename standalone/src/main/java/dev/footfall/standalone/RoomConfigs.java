package dev.footfall.standalone;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.AggregatorConfig.Options;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.events.Topics;
import dev.footfall.ingest.AddressCountries;
import dev.footfall.ingest.AddressNetworks;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestConfig;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.operations.broker.BrokerLogin;
import dev.footfall.operations.spikes.Webhook;
import dev.footfall.operations.states.ActiveStates;
import dev.footfall.operations.states.CountedBy;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.operations.topics.LogPartitions;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of every room, derived from the settings. Precedence, highest first: command line, environment,
 * properties file, defaults; a counting setting that is given wins over the rules file, and what a data directory chose over
 * the default one. Each {@code checked…} method fails with the key and value at fault, before anything is started. Not
 * thread-safe; used while a process starts.
 */
public final class RoomConfigs {
    private static final List<Setting> OVER_THE_FILE = List.of(
            Setting.SESSION_GAP,
            Setting.SESSION_RETENTION,
            Setting.COUNTING_REDIRECTS,
            Setting.PROJECTIONS,
            Setting.BREAKDOWNS_FILES,
            Setting.BREAKDOWNS_REVISIONS);

    private final Settings settings;
    private final String bootstrapServers;
    private final boolean hasOwnKafka;
    private Extras extras = Extras.NONE;
    private String stateFormat = RuleSet.FORMAT;
    private Optional<RuleFile> rules = Optional.empty();
    private Optional<AddressCountries> countries = Optional.empty();
    private Optional<AddressNetworks> networks = Optional.empty();
    private Optional<LogPartitions> log = Optional.empty();

    private RoomConfigs(Settings settings, String bootstrapServers, boolean hasOwnKafka) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.hasOwnKafka = hasOwnKafka;
    }

    public static RoomConfigs of(Settings settings) {
        return new RoomConfigs(
                settings, bootstrapServers(settings), !settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS));
    }

    /** Fails if a setting cannot be used: before anything starts. */
    public RoomConfigs checkedToServe() {
        Path root = settings.path(Setting.DATA_DIR);
        var unused = List.of(aggregator(root), webhook(), query());
        return this;
    }

    /** The same; {@code run} needs both. */
    public RoomConfigs checkedToIngest() {
        var unused = List.of(ingest(), countries(), networks());
        return this;
    }

    RoomConfigs with(Extras more) {
        RoomConfigs same = copy(bootstrapServers, hasOwnKafka);
        same.log = log;
        same.extras = more;
        return same;
    }

    /** The same, as a release counts whose states have another format. */
    RoomConfigs counting(String otherFormat) {
        RoomConfigs same = copy(bootstrapServers, hasOwnKafka);
        same.log = log;
        same.stateFormat = otherFormat;
        return same;
    }

    /** True for a process that no other can answer for, since its Kafka ends with it. */
    boolean hasOwnKafka() {
        return hasOwnKafka;
    }

    Extras extras() {
        return extras;
    }

    RoomConfigs on(String ownBootstrapServers) {
        return copy(ownBootstrapServers, true);
    }

    private RoomConfigs copy(String servers, boolean isOwn) {
        var same = new RoomConfigs(settings, servers, isOwn);
        same.extras = extras;
        same.stateFormat = stateFormat;
        same.rules = rules;
        same.countries = countries;
        same.networks = networks;
        return same;
    }

    /** The same, of a log whose topics were checked. */
    RoomConfigs of(LogPartitions partitions) {
        RoomConfigs same = copy(bootstrapServers, hasOwnKafka);
        same.log = Optional.of(partitions);
        return same;
    }

    /** Asks the topics. Fails if one is missing or different, or the log was made with other partitions. */
    public RoomConfigs checked() {
        return log.isPresent() ? this : of(topics().require(topicPartitions().given()));
    }

    /** The same, of a log that can be exported. */
    public RoomConfigs checkedToExport() {
        return log.isPresent()
                ? this
                : of(topics().requireToExport(topicPartitions().given()));
    }

    /** Fails if the topics were not asked. */
    public LogPartitions log() {
        return log.orElseThrow(() -> new IllegalStateException("the partitions of the topics were not read"));
    }

    /** The names of the log's topics, and of all that its programs have in Kafka. */
    public Topics names() {
        return new Topics(settings.text(Setting.TOPICS_PREFIX));
    }

    public TopicAdmin topics() {
        return new TopicAdmin(names(), admin());
    }

    public AdminAnswers admin() {
        return new AdminAnswers(kafka(), Duration.parse(settings.text(Setting.KAFKA_PATIENCE)));
    }

    /** Topics that are there have theirs; the setting is for new ones, and to be refused where it says otherwise. */
    public TopicAdmin.WantedPartitions topicPartitions() {
        int number = settings.number(Setting.TOPICS_PARTITIONS);
        boolean isGiven = settings.isGiven(Setting.TOPICS_PARTITIONS);
        return new TopicAdmin.WantedPartitions(isGiven ? OptionalInt.of(number) : OptionalInt.empty(), number);
    }

    /**
     * Settings of Kafka's clients: what KAFKA_ variables say, and where it is. They tell JMX nothing, unless asked to:
     * thousands of beans take their part of a start, and {@code /metrics} has the same figures. A broker that cannot be
     * connected to is given up soon: only then its clients ask who leads its partitions (the default is 10 to 30 seconds).
     */
    public Map<String, String> kafka() {
        var client = new HashMap<>(settings.kafka());
        client.putIfAbsent("metric.reporters", "");
        client.putIfAbsent("socket.connection.setup.timeout.ms", "1000");
        client.putIfAbsent("socket.connection.setup.timeout.max.ms", "2000");
        client.put("bootstrap.servers", bootstrapServers);
        login().ifPresent(own -> client.putAll(own.client()));
        client.put("allow.auto.create.topics", "false"); // by a broker's defaults, records are deleted
        return client;
    }

    private Optional<BrokerLogin> login() {
        return hasOwnKafka ? DataDirectory.kafkaLoginOf(settings.path(Setting.DATA_DIR)) : Optional.empty();
    }

    /** Those of the log whose topics were asked; before, those that new topics would get. */
    public int partitions() {
        return log.map(LogPartitions::number).orElseGet(() -> settings.number(Setting.TOPICS_PARTITIONS));
    }

    /** Empty for the cluster's default. */
    public Optional<Short> replicationFactor() {
        return settings.optional(Setting.TOPICS_REPLICATION_FACTOR).map(Short::valueOf);
    }

    public PublisherConfig publisher() {
        return new PublisherConfig(bootstrapServers, names(), kafka());
    }

    AggregatorConfig aggregator(Path stateDirectory, Optional<NodeAddress> address) {
        int standbys = address.isPresent() ? settings.number(Setting.AGGREGATOR_STANDBYS) : 0;
        return aggregator(stateDirectory).in(new AggregatorConfig.Neighbourhood(address, standbys));
    }

    /** Fails if the heap budget is too small or too large for this JVM. */
    public AggregatorConfig aggregator(Path stateDirectory) {
        return AggregatorConfig.of(state(), stateDirectory, kafka())
                .withHeapBudget(settings.heapBytes(Setting.AGGREGATOR_HEAP_BUDGET, partitions()))
                .with(new Options(
                        false, settings.text(Setting.SEALED_OTHER_RULES).equals("keep"), publishesRows()));
    }

    /**
     * {@code main} for the state that has the rules of the settings. Rows are published of one state: the main one while it is
     * counted.
     */
    AggregatorConfig own(AggregatorConfig main, ActiveStates decided) {
        RuleSet rules = main.state().rules();
        return own(main, decided, decided.own(CountedBy.of(rules)));
    }

    /** The same, where the state is counted from the beginning: one that another release has counted has no other format then. */
    AggregatorConfig rebuilt(AggregatorConfig main, ActiveStates decided) {
        return own(main, decided, decided.rebuilt(CountedBy.of(main.state().rules())));
    }

    private AggregatorConfig own(AggregatorConfig main, ActiveStates decided, String name) {
        StateId state = new StateId(names(), name, main.state().rules());
        boolean publishes =
                publishesRows() && (state.isMain() || !decided.counted().contains(StateId.MAIN));
        return main.of(state).with(new Options(false, main.options().keepsSealedDays(), publishes));
    }

    public boolean publishesRows() {
        return settings.text(Setting.ROWS_TOPIC).equals("on");
    }

    /** Empty means forever. */
    Optional<Duration> rawRetention() {
        return settings.optional(Setting.LOG_RAW_RETENTION).map(Duration::parse);
    }

    /** Empty without one. It needs a secret. */
    Optional<Webhook> webhook() {
        return settings.optional(Setting.WEBHOOK_URL).map(url -> new Webhook(URI.create(url), webhookSecret()));
    }

    private String webhookSecret() {
        return settings.optional(Setting.WEBHOOK_SECRET)
                .orElseThrow(() -> new IllegalArgumentException(
                        "webhook.url is set without webhook.secret, which signs its messages"));
    }

    SpikeRule spikeRule() {
        return new SpikeRule(
                settings.number(Setting.WEBHOOK_SPIKE_FACTOR), settings.number(Setting.WEBHOOK_SPIKE_MINIMUM));
    }

    public QueryConfig query() {
        TrustedProxies proxies = settings.optional(Setting.QUERY_TRUSTED_PROXIES)
                .map(TrustedProxies::of)
                .orElse(TrustedProxies.NONE);
        return new QueryConfig(
                settings.text(Setting.QUERY_HOST),
                settings.number(Setting.QUERY_PORT),
                settings.optional(Setting.QUERY_MAX_LAG).map(Long::valueOf).orElse(QueryConfig.ANY_LAG),
                QueryConfig.Unregistered.valueOf(
                        settings.text(Setting.REPOSITORIES_UNREGISTERED).toUpperCase(Locale.ROOT)),
                new CallerRules(auth(), settings.number(Setting.QUERY_RATE_LIMIT), proxies),
                settings.optional(Setting.QUERY_EMBED_ORIGINS)
                        .map(origins -> origins.replace(',', ' '))
                        .orElse(QueryConfig.NO_ORIGIN),
                settings.number(Setting.COUNTRIES_MIN),
                dayKeyRetention().isPresent());
    }

    PeerServer.BindAddress peers() {
        return new PeerServer.BindAddress(settings.text(Setting.PEERS_HOST), settings.number(Setting.PEERS_PORT));
    }

    /** Empty for a single node. */
    Optional<PeerSecret> peerSecret() {
        return settings.optional(Setting.PEERS_SECRET).map(PeerSecret::new);
    }

    public AuthConfig auth() {
        return new AuthConfig(
                settings.optional(Setting.AUTH_JWT_SECRET),
                settings.optional(Setting.AUTH_JWKS_URL).map(URI::create),
                settings.optional(Setting.AUTH_ISSUER),
                settings.optional(Setting.AUTH_AUDIENCE));
    }

    /** Empty when the secret is the only key. */
    public Optional<Duration> dayKeyRetention() {
        boolean isByDay = settings.text(Setting.INGEST_VISITOR_KEY).equals("day");
        return isByDay ? Optional.of(rules().counting().retention()) : Optional.empty();
    }

    /** Read once. Fails if the file is missing or not well-formed. */
    synchronized Optional<AddressCountries> countries() {
        if (countries.isEmpty())
            countries = settings.optional(Setting.COUNTRIES_FILE).map(Path::of).map(AddressCountries::read);
        return countries;
    }

    /** Read once. Fails if the file is missing or not well-formed. */
    synchronized Optional<AddressNetworks> networks() {
        if (networks.isEmpty())
            networks = settings.optional(Setting.INGEST_NETWORKS_FILE)
                    .map(Path::of)
                    .map(AddressNetworks::read);
        return networks;
    }

    boolean writesIds() {
        return settings.text(Setting.INGEST_USERS).equals("ids");
    }

    public IngestConfig ingest() {
        return new IngestConfig(
                settings.text(Setting.INGEST_HOST),
                settings.number(Setting.INGEST_PORT),
                settings.list(Setting.INGEST_API_KEYS, ","));
    }

    /** The visitor secret of a process other than {@code run}: the configured one, else that which {@code run} made. */
    public VisitorSecret secret() {
        Path directory = settings.path(Setting.DATA_DIR);
        return configuredSecret()
                .or(() -> DataDirectory.secretOf(directory))
                .orElseThrow(() -> new IllegalStateException("no visitor secret exists in " + directory
                        + ": name the directory of the running 'footfall run' with --data-dir, or set "
                        + Setting.INGEST_VISITOR_SECRET.key()));
    }

    /** The log that is meant where no Kafka is configured: that of the data directory which is given, or has the secret in use. */
    public Optional<Path> impliedLog(boolean usesSecret) {
        boolean isMeant = settings.isGiven(Setting.DATA_DIR)
                || (usesSecret && configuredSecret().isEmpty());
        boolean isImplied = isMeant && !settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS);
        return Optional.of(settings.path(Setting.DATA_DIR).resolve("kafka")).filter(log -> isImplied);
    }

    /** The same for {@code run}, which makes one when there is neither. */
    VisitorSecret secret(DataDirectory data) {
        return configuredSecret().map(data::insteadOfOwn).orElseGet(data::secret);
    }

    private Optional<VisitorSecret> configuredSecret() {
        return settings.optional(Setting.INGEST_VISITOR_SECRET)
                .map(text -> new VisitorSecret(text.getBytes(StandardCharsets.UTF_8)));
    }

    public StateId state() {
        return StateId.main(names(), ruleSet(rules()));
    }

    public RuleSet ruleSet(RuleFile rules) {
        Projections projections = Projections.named(String.join(",", rules.projections()));
        return new RuleSet(rules.name(), rules.counting(), partitions(), projections, stateFormat);
    }

    /** Read once: what is counted is told by the same rules. Fails if the file is missing or not well-formed. */
    public synchronized RuleFile rules() {
        if (rules.isEmpty()) rules = Optional.of(rules(settings));
        return rules.get();
    }

    public static RuleFile rules(Settings settings) {
        RuleFile rules = RuleFile.of(settings.text(Setting.RULES_FILE));
        Optional<String> own = DataDirectory.projectionsOf(settings.path(Setting.DATA_DIR));
        if (own.isPresent() && !settings.isGiven(Setting.RULES_FILE))
            rules = rules.with(Setting.PROJECTIONS.key(), own.get());
        for (Setting setting : givenRules(settings)) {
            rules = rules.with(setting.key(), settings.optional(setting).orElse(""));
        }
        return rules;
    }

    /** Unless they are given, those of the {@code run} with these settings. */
    public static String bootstrapServers(Settings settings) {
        String port = settings.text(Setting.KAFKA_PORT);
        boolean isGiven = settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS) || port.equals("0");
        return isGiven ? settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS) : "127.0.0.1:" + port;
    }

    public static List<Setting> givenRules(Settings settings) {
        return OVER_THE_FILE.stream().filter(settings::isGiven).toList();
    }
}
