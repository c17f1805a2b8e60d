package dev.footfall.operations.topics;

import static org.apache.kafka.common.internals.Topic.TRANSACTION_STATE_TOPIC_NAME;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSettings;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates topics and checks the settings that counting depends on. */
public final class TopicAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Map<String, String> FORCED = Map.of(TopicSettings.FORCE, "1");
    private static final int MOST_LOOKS = 1_000;

    private final Topics topics;
    private final AdminAnswers answers;

    public TopicAdmin(Map<String, ?> client) {
        this(client, Topics.STANDARD);
    }

    public TopicAdmin(Map<String, ?> client, Topics topics) {
        this(topics, AdminAnswers.of(client));
    }

    public TopicAdmin(Topics topics, AdminAnswers answers) {
        this.topics = topics;
        this.answers = answers;
    }

    /** The topics of a log as they are, and the number of partitions that it was made with. */
    public record CheckedTopics(List<EnsuredTopic> topics, LogPartitions log) {
        public CheckedTopics {
            topics = List.copyOf(topics);
        }
    }

    /**
     * The partitions of topics by repository.
     *
     * @param given what they must have; empty for what they have
     * @param ofNew what those get that are made where there are none yet
     */
    public record WantedPartitions(OptionalInt given, int ofNew) {
        public static WantedPartitions of(int number) {
            return new WantedPartitions(OptionalInt.of(number), number);
        }
    }

    public CheckedTopics ensure(int partitions, Optional<Short> replicationFactor) {
        return ensure(WantedPartitions.of(partitions), replicationFactor);
    }

    /** Three replicas or more acknowledge with two. Fails if a topic is not configured as required, or no broker answers. */
    public CheckedTopics ensure(WantedPartitions partitions, Optional<Short> replicationFactor) {
        try (Admin admin = answers.connect()) {
            List<Topic> needed = topics.createdBy(TopicSpec.Creator.SETUP);
            Set<String> made = make(admin, needed, partitions, replicationFactor);
            var expected = new Expected(OptionalInt.empty(), made, replicationFactor.orElse((short) 1));
            List<EnsuredTopic> ensured = check(admin, needed, expected);
            List<EnsuredTopic> found = byRepository(ensured);
            boolean areNew = found.stream().allMatch(EnsuredTopic::isCreated);
            PartitionRule rule = rule(admin);
            return new CheckedTopics(ensured, areNew ? rule.begin(found) : rule.check(found, partitions.given()));
        }
    }

    /** Durability of topics just created is not checked again. */
    private record Expected(OptionalInt partitions, Set<String> made, int replicas) {
        static final int ANY_DURABILITY = 0;

        boolean isAboutDurability(Topic topic) {
            return replicas != ANY_DURABILITY && !made.contains(topic.name());
        }
    }

    /** As {@link #require(OptionalInt)}, of a log of any number of partitions. */
    public LogPartitions require() {
        return require(OptionalInt.empty());
    }

    /**
     * The number of partitions that the log was made with; fails if its topics have another, or {@code given} is another.
     * Leaves durability to {@link #ensure}. Fails if a topic is missing or different, or the cluster cannot be reached.
     */
    public LogPartitions require(OptionalInt given) {
        try (Admin admin = answers.connect()) {
            List<EnsuredTopic> found = require(admin, topics.ofRepositories(), OptionalInt.empty());
            return rule(admin).check(found, given);
        }
    }

    /** As {@link #require}, of a log that can be exported: partitions that its topics were given since are empty. */
    public LogPartitions requireToExport(OptionalInt given) {
        try (Admin admin = answers.connect()) {
            List<EnsuredTopic> found = require(admin, topics.ofRepositories(), OptionalInt.empty());
            return rule(admin).checkToExport(found, given);
        }
    }

    /** Empty while topics by repository have as many partitions as their log; else which has not. */
    Optional<String> difference(LogPartitions partitions) {
        return described(topics.ofRepositories()).values().stream()
                .filter(topic -> topic.partitions().size() != partitions.number())
                .map(topic -> "topic " + topic.name() + " was given partitions: it has "
                        + topic.partitions().size() + ", but its log was created with " + partitions.number())
                .findFirst();
    }

    private PartitionRule rule(Admin admin) {
        List<String> names = topics.ofRepositories().stream().map(Topic::name).toList();
        Map<String, TopicDescription> found =
                answers.awaitKnown(() -> admin.describeTopics(names).allTopicNames());
        return new PartitionRule(new KafkaEvidence(admin, answers, topics, found));
    }

    private List<EnsuredTopic> byRepository(List<EnsuredTopic> ensured) {
        Set<String> names = topics.ofRepositories().stream().map(Topic::name).collect(Collectors.toSet());
        return ensured.stream().filter(topic -> names.contains(topic.topic())).toList();
    }

    public void requireReadable(TopicSpec topic) {
        List<String> name = List.of(topics.name(topic));
        var withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try (Admin admin = answers.connect()) {
            answers.await(admin.describeTopics(name, withRights).allTopicNames())
                    .forEach((any, found) -> {
                        Set<AclOperation> rights = found.authorizedOperations(); // null of a broker that does not say
                        if (rights == null || rights.contains(AclOperation.READ)) return;
                        throw new IllegalStateException("Kafka at " + answers.address()
                                + " does not allow its user to read topic " + found.name());
                    });
        }
    }

    public void require(TopicSpec topic) {
        try (Admin admin = answers.connect()) {
            var unused = require(admin, List.of(topics.topic(topic)), OptionalInt.of(1));
        }
    }

    private List<EnsuredTopic> require(Admin admin, List<Topic> needed, OptionalInt partitions) {
        Set<String> existing = answers.await(admin.listTopics().names());
        for (Topic topic : needed) {
            if (existing.contains(topic.name())) continue;
            throw new IllegalStateException("Kafka at " + answers.address() + " has no topic " + topic.name()
                    + ", or its user may not describe it: create the topics with 'footfall topics --bootstrap-servers "
                    + answers.address() + "'");
        }
        return check(admin, needed, new Expected(partitions, Set.of(), Expected.ANY_DURABILITY));
    }

    public Map<String, TopicDescription> existing() {
        return described(topics.all());
    }

    private Map<String, TopicDescription> described(List<Topic> wanted) {
        try (Admin admin = answers.connect()) {
            return described(admin, wanted);
        }
    }

    private Map<String, TopicDescription> described(Admin admin, List<Topic> wanted) {
        Set<String> existing = answers.await(admin.listTopics().names());
        List<String> names =
                wanted.stream().map(Topic::name).filter(existing::contains).toList();
        return answers.awaitKnown(() -> admin.describeTopics(names).allTopicNames());
    }

    /** Leaves their settings to {@link #ensure}, which may describe them. */
    public void ensureAnswering(Optional<Short> replicationFactor) {
        try (Admin admin = answers.connect()) {
            make(admin, topics.createdBy(TopicSpec.Creator.ANSWERING_NODE), WantedPartitions.of(1), replicationFactor);
        }
    }

    public void ensure(TopicSpec topic, int partitions, Optional<Short> replicationFactor) {
        ensure(List.of(topics.topic(topic)), partitions, replicationFactor);
    }

    public void ensure(List<Topic> expected, int partitions, Optional<Short> replicationFactor) {
        try (Admin admin = answers.connect()) {
            make(admin, expected, WantedPartitions.of(partitions), replicationFactor);
            check(admin, expected, new Expected(OptionalInt.of(partitions), Set.of(), Expected.ANY_DURABILITY));
        }
    }

    private Set<String> make(
            Admin admin, List<Topic> expected, WantedPartitions partitions, Optional<Short> replicationFactor) {
        Set<String> existing = answers.await(admin.listTopics().names());
        List<Topic> missing = expected.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList(); // who may not make any is refused for one that is there, too
        if (missing.isEmpty()) return Set.of();
        int number = partitionsOf(admin, existing).orElse(partitions.given().orElse(partitions.ofNew()));
        return new TopicMaker(admin, answers).make(missing, number, replicationFactor);
    }

    /** Those of the topics by repository that are there. */
    private OptionalInt partitionsOf(Admin admin, Set<String> existing) {
        List<String> names = topics.ofRepositories().stream()
                .map(Topic::name)
                .filter(existing::contains)
                .toList();
        return answers.awaitKnown(() -> admin.describeTopics(names).allTopicNames()).values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .min();
    }

    /**
     * Gives topics of the only broker the settings back that they were made with, as nobody can while its process refuses them;
     * it also forces outcomes of transactions.
     */
    public void restoreSettings() {
        change(TopicRules::settings);
    }

    /** Has a cluster force what cannot be counted again: nobody forces that after an acknowledgement there. */
    public void forceFacts() {
        change(topic -> topic.isExported() || topic.settings().containsKey(TopicSettings.FORCE) ? FORCED : Map.of());
    }

    private void change(Function<TopicSpec, Map<String, String>> wanted) {
        try (Admin admin = answers.connect()) {
            createTransactionLog(admin);
            Set<String> existing = answers.await(admin.listTopics().names());
            Map<ConfigResource, Map<String, String>> settings = topics.all().stream()
                    .filter(topic -> existing.contains(topic.name()))
                    .collect(Collectors.toMap(
                            topic -> TopicMaker.resource(topic.name()), topic -> wanted.apply(topic.spec())));
            settings.put(TopicMaker.resource(TRANSACTION_STATE_TOPIC_NAME), FORCED);
            Map<ConfigResource, Collection<AlterConfigOp>> changes = changes(admin, settings);
            changes.forEach((topic, all) -> all.stream()
                    .map(AlterConfigOp::configEntry)
                    .filter(entry -> !entry.name().equals(TopicSettings.FORCE))
                    .forEach(
                            entry -> LOG.warn("Topic {}: restoring {}={}", topic.name(), entry.name(), entry.value())));
            if (changes.isEmpty()) return;
            admin.incrementalAlterConfigs(changes)
                    .values()
                    .forEach((topic, done) ->
                            answers.allowed("alter the configs of topic " + topic.name(), () -> answers.await(done)));
            for (int looks = 0; looks < MOST_LOOKS && !changes(admin, settings).isEmpty(); looks++)
                LockSupport.parkNanos(1_000_000); // a broker applies them a moment after it took them
        }
    }

    private Map<ConfigResource, Collection<AlterConfigOp>> changes(
            Admin admin, Map<ConfigResource, Map<String, String>> settings) {
        var asked = new HashMap<>(admin.describeConfigs(settings.keySet()).values());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        settings.forEach((topic, all) -> {
            Config found = config(admin, topic.name(), asked);
            all.forEach((name, value) -> {
                if (value.equals(found.get(name).value())) return;
                var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
                changes.computeIfAbsent(topic, any -> new ArrayList<>()).add(change);
            });
        });
        return changes;
    }

    /** Looks up a coordinator of transactions: a broker without their topic creates it for that. */
    private void createTransactionLog(Admin admin) {
        try {
            String id = topics.transactionalId(TopicSpec.STATES);
            var unused = answers.allowed(
                    "describe transactional id " + id,
                    () -> answers.await(admin.describeTransactions(List.of(id)).all()));
        } catch (TransactionalIdNotFoundException e) {
            // it was never used; the coordinator has answered
        }
    }

    private List<EnsuredTopic> check(Admin admin, List<Topic> needed, Expected expected) {
        List<String> names = needed.stream().map(Topic::name).toList();
        var described = new HashMap<>(admin.describeTopics(names).topicNameValues());
        var resources = names.stream().map(TopicMaker::resource).toList();
        var configs = new HashMap<>(admin.describeConfigs(resources).values());
        var ensured = new ArrayList<EnsuredTopic>();
        for (Topic topic : needed) {
            TopicDescription found = answer(
                    "describe topic " + topic.name(),
                    described,
                    topic.name(),
                    name -> admin.describeTopics(List.of(name)).topicNameValues());
            Config config = config(admin, topic.name(), configs);
            int partitions = found.partitions().size();
            if (expected.partitions().isPresent() || !topic.spec().isPartitioned())
                TopicRules.requirePartitions(
                        topic, partitions, expected.partitions().orElse(1));
            TopicRules.requireSettings(topic, config);
            if (expected.isAboutDurability(topic)) {
                TopicRules.requireDurability(topic, config, found, expected.replicas());
            }
            boolean isCreated = expected.made().contains(topic.name());
            ensured.add(new EnsuredTopic(topic.name(), partitions, TopicRules.replicas(found), isCreated));
        }
        return ensured;
    }

    private Config config(Admin admin, String topic, Map<ConfigResource, KafkaFuture<Config>> asked) {
        return answer(
                "describe the configs of topic " + topic,
                asked,
                TopicMaker.resource(topic),
                resource -> admin.describeConfigs(List.of(resource)).values());
    }

    /** Takes the answer out of {@code asked}; what was not known yet is asked for again. */
    private <K, T> T answer(
            String what, Map<K, KafkaFuture<T>> asked, K key, Function<K, Map<K, KafkaFuture<T>>> again) {
        return answers.allowed(
                what,
                () -> answers.awaitKnown(() -> {
                    KafkaFuture<T> first = asked.remove(key);
                    return first != null ? first : again.apply(key).get(key);
                }));
    }
}
