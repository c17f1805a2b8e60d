package dev.footfall.operations.topics;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** A program of Footfall as a user of Kafka. The table of permissions in docs/operations.md explains the rights of each. */
@SuppressWarnings("ImmutableEnumChecker") // the rights are a function of the log alone
public enum KafkaRole {
    TOPICS((log, rights) -> {
        rights.add(KafkaRight.beginning(TOPIC, log.prefix() + ".", CREATE, ALTER_CONFIGS));
        decides(log, rights);
    }),
    /** Also {@code import}, {@code tail}, {@code balances} and {@code rejected replay}. */
    INGEST((log, rights) -> {
        each(log, rights, List.of(WRITE), TopicSpec.DOWNLOAD_EVENTS, TopicSpec.REPOSITORIES, TopicSpec.LIKES);
        each(log, rights, List.of(WRITE), TopicSpec.REJECTED);
        each(log, rights, List.of(READ, WRITE), TopicSpec.USERS, TopicSpec.VISITOR_KEYS, TopicSpec.TRUSTED_PROXIES);
        each(log, rights, List.of(READ, WRITE), TopicSpec.OPENING_BALANCES);
        writes(log, rights, TopicSpec.VISITOR_KEYS, TopicSpec.OPENING_BALANCES);
    }),
    /** Also {@code rebuild}. */
    SERVE((log, rights) -> {
        String application = StateId.mainApplication(log);
        for (var type : List.of(TOPIC, GROUP, TRANSACTIONAL_ID))
            rights.add(KafkaRight.beginning(type, application, ALL));
        each(log, rights, List.of(READ), TopicSpec.DOWNLOAD_EVENTS, TopicSpec.REPOSITORIES, TopicSpec.LIKES);
        each(log, rights, List.of(READ), TopicSpec.USERS, TopicSpec.RESTORED, TopicSpec.SEALED_DAYS);
        each(log, rights, List.of(READ), TopicSpec.OPENING_BALANCES);
        each(log, rights, List.of(READ, WRITE), TopicSpec.GAPS, TopicSpec.CORRECTIONS);
        each(log, rights, List.of(WRITE), TopicSpec.REJECTED);
        each(log, rights, List.of(CREATE, READ, WRITE), TopicSpec.SPIKES, TopicSpec.DAILY_ROWS);
        decides(log, rights);
        writes(log, rights, TopicSpec.GAPS, TopicSpec.SPIKES);
        rights.add(KafkaRight.ofCluster(ALTER));
    }),
    EXPORT_LOG((log, rights) -> {
        log.those(TopicSpec::isExported).forEach(topic -> rights.add(KafkaRight.named(TOPIC, topic.name(), READ)));
        each(log, rights, List.of(READ), TopicSpec.RESTORED);
    }),
    /** Also {@code move}, into this log; it needs the rights of {@code export-log} on the other. */
    IMPORT_LOG((log, rights) -> {
        rights.add(KafkaRight.named(TRANSACTIONAL_ID, log.id("move"), DESCRIBE, WRITE));
        rights.add(KafkaRight.beginning(TOPIC, log.prefix() + ".", CREATE, ALTER_CONFIGS, READ, WRITE, DELETE));
        rights.add(KafkaRight.beginning(GROUP, StateId.mainApplication(log), DESCRIBE));
        decides(log, rights);
    }),
    SEAL((log, rights) -> {
        String application = StateId.mainApplication(log);
        each(log, rights, List.of(CREATE, ALTER_CONFIGS, READ, WRITE), TopicSpec.SEALED_DAYS);
        each(log, rights, List.of(READ), TopicSpec.GAPS, TopicSpec.RESTORED);
        each(log, rights, List.of(READ, DELETE), TopicSpec.DOWNLOAD_EVENTS);
        rights.add(KafkaRight.beginning(TOPIC, application, READ));
        rights.add(KafkaRight.beginning(GROUP, application, DESCRIBE));
    }),
    REJECTED((log, rights) -> each(log, rights, List.of(READ), TopicSpec.REJECTED, TopicSpec.DOWNLOAD_EVENTS));

    private final BiConsumer<Topics, List<KafkaRight>> own;

    KafkaRole(BiConsumer<Topics, List<KafkaRight>> own) {
        this.own = own;
    }

    /** The command that it runs, such as {@code import-log}. */
    public String command() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> commands() {
        return Stream.of(values()).map(KafkaRole::command).toList();
    }

    /** The rights that it needs for a log; those of features that are not in use may be left out. */
    public List<KafkaRight> rights(Topics log) {
        List<KafkaRight> rights = new ArrayList<>();
        rights.add(KafkaRight.beginning(TOPIC, log.prefix() + ".", DESCRIBE, DESCRIBE_CONFIGS));
        each(log, rights, List.of(READ), TopicSpec.STATES);
        own.accept(log, rights);
        return rights;
    }

    private static void each(Topics log, List<KafkaRight> rights, List<AclOperation> operations, TopicSpec... topics) {
        for (TopicSpec topic : topics)
            rights.add(KafkaRight.named(TOPIC, log.name(topic), operations.toArray(AclOperation[]::new)));
    }

    private static void writes(Topics log, List<KafkaRight> rights, TopicSpec... topics) {
        for (TopicSpec topic : topics)
            rights.add(KafkaRight.named(TRANSACTIONAL_ID, log.transactionalId(topic), DESCRIBE, WRITE));
    }

    private static void decides(Topics log, List<KafkaRight> rights) {
        each(log, rights, List.of(WRITE), TopicSpec.STATES);
        writes(log, rights, TopicSpec.STATES);
    }
}
