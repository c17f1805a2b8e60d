package dev.footfall.proofs.cluster;

import dev.footfall.bench.BenchSettings;
import dev.footfall.operations.broker.ClusterMember;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.cluster.Member.Command;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** Kafka nodes, ingests and serving nodes, each a process on loopback. */
public final class LoopbackCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path directory;
    private final ClusterSize size;
    private final Settings settings;
    private final Health health;
    private final Thread lastAct = new Thread(this::killAll, "cluster-end");
    private final List<Member> brokers = new ArrayList<>();
    private final List<Member> ingests = new ArrayList<>();
    private final List<Member> nodes = new ArrayList<>();

    private LoopbackCluster(Path directory, Settings base, ClusterSize size) {
        this.directory = directory;
        this.size = size;
        var ports = new Ports(2 * size.brokers() + size.ingests() + 2 * size.nodes());
        List<Integer> clients = take(ports, size.brokers());
        List<Integer> controllers = take(ports, size.brokers());
        String bootstrapServers =
                clients.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        this.settings = BenchSettings.with(
                base,
                Map.of(
                        Setting.KAFKA_BOOTSTRAP_SERVERS,
                        bootstrapServers,
                        Setting.PEERS_SECRET,
                        "the nodes of a benchmark have nothing to hide"));
        this.health = new Health(bootstrapServers, size.brokers());
        String clusterId = Uuid.randomUuid().toString();
        for (int id = 1; id <= size.brokers(); id++)
            brokers.add(broker(new ClusterMember(id, clusterId, clients, controllers)));
        for (int id = 1; id <= size.ingests(); id++) ingests.add(ingest(id, ports.take()));
        for (int id = 1; id <= size.nodes(); id++) nodes.add(node(id, ports.take(), ports.take()));
        Runtime.getRuntime().addShutdownHook(lastAct);
    }

    private static List<Integer> take(Ports ports, int number) {
        return IntStream.range(0, number).mapToObj(i -> ports.take()).toList();
    }

    /**
     * Starts one with all its processes.
     *
     * @param directory the place of its files and of the output of its processes
     * @param hasDisks whether each process has a {@link LoopImage} of its own, to which brokers force facts
     */
    public static LoopbackCluster start(Path directory, Settings base, ClusterSize size, boolean hasDisks) {
        LoopbackCluster cluster = startKafka(directory, base, size, hasDisks);
        try {
            cluster.start(Stream.concat(cluster.ingests.stream(), cluster.nodes.stream())
                    .toList());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts the Kafka of one, and makes the topics.
     *
     * @param directory the place of its files and of the output of its processes
     * @param hasDisks whether each process has a {@link LoopImage} of its own, to which brokers force facts
     */
    public static LoopbackCluster startKafka(Path directory, Settings base, ClusterSize size, boolean hasDisks) {
        var cluster = new LoopbackCluster(directory, base, size);
        try {
            if (hasDisks) cluster.members().forEach(member -> member.mount(cluster.dataOf(member.toString())));
            cluster.start(cluster.brokers);
            RoomConfigs configs = RoomConfigs.of(cluster.settings);
            var topics = new TopicAdmin(configs.kafka());
            Optional<Short> replicas = Optional.of((short) size.brokers());
            topics.ensure(configs.partitions(), replicas);
            topics.ensureAnswering(replicas);
            if (hasDisks) topics.forceFacts();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts these, and waits until each is up. */
    public void start(List<Member> members) {
        members.forEach(Member::start);
        members.forEach(this::awaitUp);
    }

    private Member broker(ClusterMember member) {
        String name = Role.BROKER + "-" + member.id();
        int index = member.id() - 1;
        var ports = List.of(
                member.clientPorts().get(index), member.controllerPorts().get(index));
        var command = command(ports, Role.BROKER.shortLived(), MemberProcess.arguments(dataOf(name), member));
        return new Member(Role.BROKER, name, ports, directory, settings, command);
    }

    private Member ingest(int id, int port) {
        String name = Role.INGEST + "-" + id;
        var own = new EnumMap<Setting, String>(Setting.class);
        own.put(Setting.INGEST_PORT, Integer.toString(port));
        own.put(Setting.DATA_DIR, dataOf(name).toString());
        var command = command(List.of(port), Role.INGEST.shortLived(), List.of());
        return new Member(Role.INGEST, name, List.of(port), directory, BenchSettings.with(settings, own), command);
    }

    private Member node(int id, int port, int peersPort) {
        String name = Role.NODE + "-" + id;
        var own = new EnumMap<Setting, String>(Setting.class);
        own.put(Setting.QUERY_PORT, Integer.toString(port));
        own.put(Setting.PEERS_PORT, Integer.toString(peersPort));
        own.put(Setting.AUTH_JWT_SECRET, BearerToken.SECRET);
        own.put(Setting.DATA_DIR, dataOf(name).toString());
        var ports = List.of(port, peersPort);
        var command = command(ports, size.nodeJvm(), List.of());
        return new Member(Role.NODE, name, ports, directory, BenchSettings.with(settings, own), command);
    }

    private Command command(List<Integer> ports, List<String> jvm, List<String> arguments) {
        var place = size.network().map(cuttable -> cuttable.place(ports.get(0))).orElse(List.of());
        return new Command(place, jvm, arguments);
    }

    private Path dataOf(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of " + name + " cannot be made", e);
        }
    }

    /** The place of its files. */
    public Path directory() {
        return directory;
    }

    /** The network that its processes are in, if it can be cut. */
    public Optional<Network> network() {
        return size.network();
    }

    /** The processes of that role. */
    public List<Member> members(Role role) {
        return switch (role) {
            case BROKER -> brokers;
            case INGEST -> ingests;
            case NODE -> nodes;
        };
    }

    /** All processes, those first that others need. */
    public List<Member> members() {
        return Stream.of(brokers, ingests, nodes).flatMap(List::stream).toList();
    }

    /** The settings of a process on this cluster that keeps its files where this member does. */
    public Settings settings(Member member) {
        return BenchSettings.with(
                settings, Map.of(Setting.DATA_DIR, dataOf(member.toString()).toString()));
    }

    /** Waits until it is as well as before. */
    public void awaitUp(Member member) {
        health.awaitUp(member, PATIENCE);
    }

    /** True if it is as well as before. */
    public boolean isUp(Member member) {
        return health.isWell(member);
    }

    /** The answers of running nodes that are not ready. */
    public List<String> unready() throws InterruptedException {
        var faults = new ArrayList<String>();
        for (Member node : nodes) {
            if (node.isRunning()) health.fault(node, "/ready").ifPresent(fault -> faults.add(node + ": " + fault));
        }
        return faults;
    }

    /** Waits until any node may be stopped, for some minutes at the most. */
    public void awaitStandbys(Consumer<String> notes) throws InterruptedException {
        if (health.awaitStandbys(nodes, PATIENCE)) return;
        notes.accept("the nodes had no standbys within " + PATIENCE.toSeconds() + " s");
    }

    /** True if any node may be stopped: each partition is followed, and each copy of one is whole. */
    public boolean hasStandbys() throws InterruptedException {
        return health.haveStandbys(nodes);
    }

    /** True if the partitions that this node counts are followed by another, and those that it follows are whole. */
    public boolean hasStandbys(Member node) throws InterruptedException {
        return health.hasStandbys(node);
    }

    /** Ends all of them in the same moment, and takes the page cache of those that have a disk. */
    public void losePower() {
        killAll();
        members().forEach(Member::losePower);
    }

    private void killAll() {
        var ending = members().stream().map(Member::beginKill).flatMap(Optional::stream);
        ending.toList().forEach(Restartable::await); // the list first: all are killed before any is waited for
    }

    /** The broker that leads each partition of the topic of events now; empty for one without a leader. */
    public List<Optional<Member>> leaders() throws InterruptedException {
        return health.leaders().stream()
                .map(id -> id.map(leader -> brokers.get(leader - 1)))
                .toList();
    }

    @Override
    public void close() {
        killAll();
        members().forEach(Member::unmount);
        health.close();
        size.network().ifPresent(Network::close);
        try {
            Runtime.getRuntime().removeShutdownHook(lastAct);
        } catch (IllegalStateException e) {
            // it is running: this process ends
        }
    }
}
