package dev.footfall.operations.topics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The operations allowed on the things of Kafka with this name, or with names that begin so.
 *
 * @param name of the cluster: {@code kafka-cluster}
 */
public record KafkaRight(ResourceType type, PatternType pattern, String name, Set<AclOperation> operations) {
    private static final String CLUSTER = "kafka-cluster";

    public KafkaRight {
        if (operations.isEmpty()) throw new IllegalArgumentException("a right to nothing: " + name);
        operations = Set.copyOf(operations);
    }

    static KafkaRight named(ResourceType type, String name, AclOperation... operations) {
        return new KafkaRight(type, PatternType.LITERAL, name, Set.of(operations));
    }

    static KafkaRight beginning(ResourceType type, String name, AclOperation... operations) {
        return new KafkaRight(type, PatternType.PREFIXED, name, Set.of(operations));
    }

    static KafkaRight ofCluster(AclOperation... operations) {
        return named(ResourceType.CLUSTER, CLUSTER, operations);
    }

    /** The line with which an administrator grants it; {@code principal}: {@code User:footfall}. */
    public String command(String bootstrapServers, String principal) {
        String what = new TreeSet<>(operations)
                .stream()
                        .map(operation -> " --operation " + camelCase(operation))
                        .collect(Collectors.joining());
        return "kafka-acls.sh --bootstrap-server " + bootstrapServers + " --add --allow-principal " + principal + what
                + resource();
    }

    private String resource() {
        if (type == ResourceType.CLUSTER) return " --cluster";
        String option = " --" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + name;
        return option + (pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
    }

    private static String camelCase(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
