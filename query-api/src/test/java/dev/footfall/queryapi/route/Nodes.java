package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.cluster.Placements;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.QuestionHandler;
import dev.footfall.rules.clients.ClientClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Some nodes with the same repositories, of which each counts some partitions, and follows some. */
public final class Nodes implements AutoCloseable {
    public static final int PARTITIONS = 8;
    public static final LocalDate DAY = LocalDate.parse("2026-11-20");
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final PeerPatience SHORT = new PeerPatience(Duration.ofMillis(100), Duration.ofMillis(900));
    private static final PeerPatience LONG = new PeerPatience(Duration.ofMillis(100), Duration.ofMinutes(2));
    private static final int REPOSITORIES = 60;

    final List<Node> nodes = new ArrayList<>();
    final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Wire wire;
    private final Placement[] placements = new Placement[PARTITIONS];

    /** One of them. */
    static final class Node {
        final InMemoryState owned;
        final InMemoryState followed;
        final CountDownLatch released = new CountDownLatch(1);
        volatile boolean isHanging;
        final GivenReport report = new GivenReport();
        private Optional<NodeAddress> address = Optional.empty();

        private Node(Supplier<InMemoryState> state) {
            owned = state.get();
            followed = state.get();
        }

        NodeAddress address() {
            return address.orElseThrow();
        }

        private QuestionHandler handler() {
            var node = new LocalNode(owned, Optional.of(followed), true, OneNode.NAMES).reporting(report);
            var handler = new PeerQueryHandler(any -> Optional.of(node), OneNode.CODEC, owned.partitions());
            return question -> {
                if (isHanging) await();
                return handler.answer(question);
            };
        }

        private void await() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nodes of which each owns every so-many-th partition, and none follows any. */
    Nodes(Wire wire, int number) {
        this(wire, number, Nodes::filled);
    }

    private Nodes(Wire wire, int number, Supplier<InMemoryState> state) {
        this.wire = wire;
        for (int i = 0; i < number; i++) {
            var node = new Node(state);
            node.address = Optional.of(wire.open(node.handler()));
            nodes.add(node);
        }
        Arrays.setAll(placements, partition -> Placement.UNKNOWN);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (Node node : nodes) {
                node.owned.elsewhere(partition);
                node.followed.elsewhere(partition);
            }
            own(partition, partition % number);
        }
    }

    /** The same in one process. */
    public static Nodes inProcess(int number) {
        return new Nodes(new InProcessWire(), number);
    }

    /** Some in one process, each of which has this state, with {@link #PARTITIONS}, of some partitions. */
    public static Nodes inProcess(int number, Supplier<InMemoryState> state) {
        return new Nodes(new InProcessWire(), number, state);
    }

    /** The state that a node counts. */
    public InMemoryState owned(int node) {
        return nodes.get(node).owned;
    }

    /** The report of a node to operators. */
    public GivenReport report(int node) {
        return nodes.get(node).report;
    }

    /** Moves a partition to a node, and tells everybody. */
    public void own(int partition, int owner) {
        for (Node node : nodes) node.owned.elsewhere(partition);
        nodes.get(owner).owned.back(partition);
        place(partition, owner);
    }

    /** Permits a partition at a node, whether it owns it or not. */
    void place(int partition, int owner) {
        placements[partition] =
                new Placement(Optional.of(nodes.get(owner).address()), placements[partition].standbys());
    }

    /** Permits a partition at no node. */
    void placeNowhere(int partition) {
        placements[partition] = new Placement(Optional.empty(), placements[partition].standbys());
    }

    /** Makes a node follow a partition, so many records behind. */
    public void follow(int partition, int standby, long lagRecords) {
        Node node = nodes.get(standby);
        node.followed.back(partition).current(NOW, lagRecords);
        var standbys = new ArrayList<>(placements[partition].standbys());
        standbys.add(node.address());
        placements[partition] = new Placement(placements[partition].owner(), standbys);
    }

    public void kill(int node) {
        wire.kill(nodes.get(node).address());
    }

    void hang(int node) {
        nodes.get(node).isHanging = true;
    }

    Placement placement(int partition) {
        return placements[partition];
    }

    /** A reader that waits as long as in production. */
    public StateReader patientReader(int node) {
        return reader(node, partition -> placements[partition], PeerPatience.STANDARD);
    }

    public StateReader reader(int node) {
        return reader(node, partition -> placements[partition], LONG);
    }

    StateReader reader(int node, Placements known, PeerPatience patience) {
        Node asked = nodes.get(node);
        var cluster = new Cluster(
                "main", Optional.of(asked.address()), known, wire.peers(), new PeerMeters(metrics), patience);
        return new StateReader(
                new LocalNode(asked.owned, Optional.of(asked.followed), true, OneNode.NAMES).reporting(asked.report),
                cluster,
                OneNode.CODEC);
    }

    /** The value of a counter. */
    double counted(String meter) {
        return metrics.get(meter).counter().count();
    }

    public static RepoId repo(int number) {
        return new RepoId(number % 3 == 0 ? RepoType.DATASET : RepoType.MODEL, "o" + number % 5, "r" + number);
    }

    static List<RepoId> repos() {
        var repos = new ArrayList<RepoId>();
        for (int i = 0; i <= REPOSITORIES; i++) repos.add(repo(i)); // the last one is unknown
        return repos;
    }

    static List<Lineage> lineages() {
        return repos().stream().map(Lineage::of).toList();
    }

    /** One in four is private. */
    static InMemoryState filled() {
        var state = new InMemoryState(PARTITIONS);
        for (int i = 0; i < REPOSITORIES; i++) {
            RepoId repo = repo(i);
            state.put(repo, DAY, new DailyCounts(i + 1, i / 2, i + 2, 10L * i))
                    .putTail(repo, DAY, Tails.classes(Map.of(ClientClass.CI, 1L, ClientClass.TOOL, (long) i)));
            state.putHours(repo, DAY.minusDays(i % 9 + 1), new TreeMap<>(Map.of(i % 24, new HourCounts(1, 1, 1))));
            state.register(new RepositoryEvent(repo, NOW, false, i % 4 == 0, false, RepositoryDetails.NONE));
            for (int file = 0; file <= i % 4; file++) state.addToSource(file(repo, file));
            for (int user = 0; user <= i % 3; user++) state.like(new Like(repo, "u" + user, NOW.minusSeconds(i)));
            for (int user = 0; user <= i % 3; user++) {
                state.put("u" + user, new UserHour(repo, NOW.minusSeconds(i % 7 * 3_600L), i + 1, i % 2, 10L * i));
            }
        }
        return state.current(NOW, 0);
    }

    private static DownloadEvent file(RepoId repo, int number) {
        return new DownloadEvent(
                "file-" + number,
                NOW.minusSeconds(number),
                repo,
                VisitorId.user("u1"),
                new FileRequest(number % 3 == 0 ? Via.LFS : Via.HTTP, "GET", 200, 1, null),
                new EventDetails("", null, null, "ähren-" + number % 3));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.released.countDown());
        wire.close();
    }
}
