package dev.footfall.operations.topics;

import dev.footfall.ingest.publish.BrokerDisk;
import dev.footfall.ingest.publish.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker that {@code run} has, for a process beside it that writes into its log. */
public final class LoneBroker {
    private static final Logger LOG = LoggerFactory.getLogger(LoneBroker.class);

    private LoneBroker() {}

    /** A disk's durability if the one broker listens to this machine alone and its directory is here; else replicas'. */
    public static Durability durability(Map<String, String> client) {
        return durability(AdminAnswers.of(client));
    }

    /** The same, with a wait for Kafka. */
    public static Durability durability(AdminAnswers answers) {
        try (Admin admin = answers.connect()) {
            return directory(admin, answers).<Durability>map(BrokerDisk::new).orElse(Durability.OF_REPLICAS);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof AuthorizationException)) throw e;
            LOG.debug("a broker that does not report its directories is not that of run", e);
            return Durability.OF_REPLICAS;
        }
    }

    /** Fails if a directory has the log of another Kafka: by its secret, lines would count again there; sealing would delete there. */
    public static void requireOf(Path directory, AdminAnswers answers) {
        if (!Files.exists(directory.resolve("meta.properties"))) return;
        try (Admin admin = answers.connect()) {
            String id = answers.await(admin.describeCluster().clusterId());
            if (isOf(id, directory)) return;
            throw new IllegalStateException("Kafka at " + answers.address() + " has another log than " + directory
                    + ": name the intended one with --bootstrap-servers");
        }
    }

    private static Optional<Path> directory(Admin admin, AdminAnswers answers) {
        DescribeClusterResult cluster = admin.describeCluster();
        Collection<Node> nodes = answers.await(cluster.nodes());
        String id = answers.await(cluster.clusterId());
        if (nodes.size() != 1) return Optional.empty();
        Node broker = nodes.iterator().next();
        if (!isLoopback(broker.host())) return Optional.empty();
        return answers.await(admin.describeLogDirs(List.of(broker.id())).allDescriptions()).values().stream()
                .flatMap(directories -> directories.keySet().stream())
                .map(Path::of)
                .filter(path -> isOf(id, path))
                .findFirst();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOf(String clusterId, Path directory) {
        try {
            Properties properties =
                    Utils.loadProps(directory.resolve("meta.properties").toString());
            return clusterId.equals(properties.getProperty("cluster.id"));
        } catch (IOException e) {
            LOG.debug("{} does not exist here, or cannot be read", directory, e);
            return false;
        }
    }
}
