package dev.footfall.proofs.operator;

import dev.footfall.bench.BenchSettings;
import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Three brokers, three nodes with standbys and two ingests that are in use, and the shell of their operator. */
final class OperatedCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of the operator. */
    static final String TOKEN = BearerToken.ofAdministrator("operator");

    private final LoopbackCluster cluster;
    private final LiveUse use;
    private final OperatorShell shell;

    private OperatedCluster(LoopbackCluster cluster, OperatorShell shell) {
        this.cluster = cluster;
        this.shell = shell;
        this.use = LiveUse.start(ingests(), nodes());
    }

    static OperatedCluster start(Path directory, int partitions) {
        Settings base = BenchSettings.with(
                Settings.read(null, Map.of(), Map.of()),
                Map.of(Setting.TOPICS_PARTITIONS, Integer.toString(partitions), Setting.AGGREGATOR_STANDBYS, "1"));
        var cluster = LoopbackCluster.start(directory, base, new ClusterSize(3, 2), false);
        Settings settings = cluster.settings(cluster.members(Role.INGEST).get(0));
        String kafka = settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS);
        Member first = cluster.members(Role.NODE).get(0);
        var shell = new OperatorShell(home(directory), environment(settings, first));
        shell.replace("kafka-1:9092", kafka);
        int number = 0;
        for (Member node : cluster.members(Role.NODE)) {
            number++;
            shell.replace("node-" + number + ":28080", "127.0.0.1:" + node.port());
        }
        return new OperatedCluster(cluster, shell);
    }

    /** The variables of the operator's shell; limits and ports are those of tests. */
    private static Map<String, String> environment(Settings settings, Member node) {
        return Map.of(
                Setting.INGEST_VISITOR_SECRET.environmentName(),
                settings.text(Setting.INGEST_VISITOR_SECRET),
                Setting.ENDPOINT.environmentName(),
                "http://127.0.0.1:" + node.port(),
                Setting.TOKEN.environmentName(),
                TOKEN,
                Setting.QUERY_RATE_LIMIT.environmentName(),
                "0",
                Setting.PEERS_PORT.environmentName(),
                "0");
    }

    private static Path home(Path directory) {
        try {
            return Files.createDirectories(directory.resolve("operator"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoopbackCluster cluster() {
        return cluster;
    }

    LiveUse use() {
        return use;
    }

    OperatorShell shell() {
        return shell;
    }

    List<Member> brokers() {
        return cluster.members(Role.BROKER);
    }

    List<Member> nodes() {
        return cluster.members(Role.NODE);
    }

    List<Member> ingests() {
        return cluster.members(Role.INGEST);
    }

    /** Repeats a line for each node until it succeeds: the page names the first. */
    void awaitEachNode(String line) {
        for (int node = 1; node <= nodes().size(); node++) {
            String own = line.replace("node-1", "node-" + node);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> shell.tryOut(own).code() == 0);
        }
    }

    /** Repeats a line until it succeeds and prints something, or nothing. */
    void awaitPrinted(String line, boolean isSomething) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> shell.tryOut(line),
                        printed -> printed.code() == 0
                                && isSomething == !printed.text().isBlank());
    }

    @Override
    public void close() {
        use.close();
        cluster.close();
    }
}
