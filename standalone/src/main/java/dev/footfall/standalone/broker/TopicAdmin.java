package dev.footfall.standalone.broker;

import static java.util.Objects.requireNonNull;

import dev.footfall.events.Topics;
import dev.footfall.events.Topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees to it that the topics are there, and are what the counting depends on. */
public final class TopicAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> REQUIRED = List.of("message.timestamp.type", "cleanup.policy", "retention.ms");

    private final Map<String, Object> client;
    private final String address;

    /**
     * An administrator of one cluster.
     *
     * @param client Kafka client settings, {@code bootstrap.servers} among them
     */
    public TopicAdmin(Map<String, ?> client) {
        this.client = new HashMap<>(client);
        this.client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        this.address = String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** What {@link #ensure} found or made. */
    public record Ensured(String topic, int partitions, boolean isCreated) {}

    /**
     * Makes the topics that do not exist and checks those that do.
     *
     * @param partitions how many each must have
     * @param replicationFactor of those that are made; empty for the cluster's default
     * @throws IllegalStateException if a topic is not as it must be, or the cluster cannot be reached
     */
    public List<Ensured> ensure(int partitions, Optional<Short> replicationFactor) {
        try (Admin admin = connect()) {
            Set<String> existing = await(admin.listTopics().names());
            Set<String> made = create(admin, existing, partitions, replicationFactor);
            return check(admin, OptionalInt.of(partitions), made);
        }
    }

    /**
     * Checks that the topics are there and are as they must be, and makes none.
     *
     * @param partitions how many each must have; empty when that does not matter
     * @throws IllegalStateException if one is missing or different, or the cluster cannot be reached
     */
    public void require(OptionalInt partitions) {
        try (Admin admin = connect()) {
            Set<String> existing = await(admin.listTopics().names());
            for (Topic topic : Topics.all()) {
                if (existing.contains(topic.name())) continue;
                throw new IllegalStateException("Kafka at " + address + " has no topic " + topic.name()
                        + ": create the topics with 'footfall topics --bootstrap-servers " + address + "'");
            }
            check(admin, partitions, Set.of());
        }
    }

    private Admin connect() {
        try {
            return Admin.create(client);
        } catch (KafkaException e) { // an unknown host, or a setting that cannot be used: the cause says which
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalStateException(
                    "Kafka at " + address + " cannot be asked: " + why
                            + "; see to kafka.bootstrap-servers and the KAFKA_... variables",
                    e);
        }
    }

    private Set<String> create(Admin admin, Set<String> existing, int partitions, Optional<Short> replicationFactor) {
        var made = new HashSet<String>();
        for (Topic topic : Topics.all()) {
            if (existing.contains(topic.name())) continue;
            NewTopic wanted = new NewTopic(topic.name(), Optional.of(partitions), replicationFactor);
            if (create(admin, wanted.configs(topic.settings()))) made.add(topic.name());
        }
        return made;
    }

    /** Whether this call made it: another node may have been quicker, and then it is checked with the others. */
    private boolean create(Admin admin, NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private List<Ensured> check(Admin admin, OptionalInt partitions, Set<String> made) {
        List<String> names = Topics.all().stream().map(Topic::name).toList();
        Map<String, TopicDescription> described = describe(admin, names);
        Map<ConfigResource, Config> configs = await(
                admin.describeConfigs(names.stream().map(TopicAdmin::resource).toList())
                        .all());
        var ensured = new ArrayList<Ensured>();
        for (Topic topic : Topics.all()) {
            int actual =
                    requireNonNull(described.get(topic.name())).partitions().size();
            partitions.ifPresent(wanted -> requirePartitions(topic, actual, wanted));
            requireSettings(topic, requireNonNull(configs.get(resource(topic.name()))));
            ensured.add(new Ensured(topic.name(), actual, made.contains(topic.name())));
        }
        return ensured;
    }

    /** What the cluster says of the topics; a broker may hear of a new topic a moment after its maker does. */
    private Map<String, TopicDescription> describe(Admin admin, List<String> names) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(names).allTopicNames());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > giveUpNanos) throw e;
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static void requirePartitions(Topic topic, int actual, int wanted) {
        if (actual == wanted) return;
        throw new IllegalStateException("topic " + topic.name() + " has " + actual
                + " partitions, but topics.partitions is " + wanted + ": set topics.partitions=" + actual
                + ", or start on an empty cluster (a partition count cannot change without moving repositories)");
    }

    private static void requireSettings(Topic topic, Config config) {
        for (String name : REQUIRED) {
            String wanted = topic.settings().getOrDefault(name, name.equals("cleanup.policy") ? "delete" : "");
            String actual = config.get(name).value();
            if (wanted.isEmpty() || wanted.equals(actual)) continue;
            throw new IllegalStateException("topic " + topic.name() + " has " + name + "=" + actual + ", but needs "
                    + wanted + ": change it with kafka-configs.sh --alter --topic " + topic.name() + " --add-config "
                    + name + "=" + wanted);
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw refusal(e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka at " + address, e);
        }
    }

    private RuntimeException refusal(KafkaException cause) {
        if (cause instanceof TopicExistsException || cause instanceof UnknownTopicOrPartitionException) return cause;
        if (cause instanceof TimeoutException) {
            return new IllegalStateException(
                    "no Kafka answers at " + address + " within " + PATIENCE.toSeconds()
                            + " s: is it running, and is kafka.bootstrap-servers right?",
                    cause);
        }
        return new IllegalStateException("Kafka at " + address + " refused: " + cause.getMessage(), cause);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
