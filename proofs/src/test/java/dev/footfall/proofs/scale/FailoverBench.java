package dev.footfall.proofs.scale;

import dev.footfall.bench.BenchDirectory;
import dev.footfall.bench.BenchLine;
import dev.footfall.bench.Catalog;
import dev.footfall.bench.HttpRows;
import dev.footfall.bench.Load;
import dev.footfall.bench.LoadPublisher;
import dev.footfall.bench.Oracle;
import dev.footfall.bench.RowVerdict;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One of two nodes is killed: once while the other follows its partitions, and once while nobody does. */
final class FailoverBench {
    private static final long EVENTS = 1_000_000;
    private static final int MOST_REPOSITORIES = 100_000;
    private static final int VISITORS = 1_000_000;
    /** Events that are held back to be sent after each kill, so many that each partition has some of them. */
    private static final int HELD = 500;

    private final ClusterOptions options;
    private final LoopbackCluster cluster;
    private final Load load;
    private final Catalog catalog;
    private final LoadPublisher publisher;
    private final List<Member> members;
    private final Ownership nodes;

    private FailoverBench(ClusterOptions options, LoopbackCluster cluster) {
        this.options = options;
        this.cluster = cluster;
        long events = options.events().orElse(EVENTS);
        if (events < 20 * HELD)
            throw new IllegalArgumentException("cluster.events is " + events + ": at least " + 20 * HELD);
        int repositories = (int) Math.min(MOST_REPOSITORIES, events / 10);
        this.load = options.load(events, repositories, VISITORS, Load.Manner.SWEEP);
        this.catalog = options.catalog(load);
        this.publisher = new LoadPublisher(load, catalog, options.notes());
        this.members = cluster.members(Role.NODE);
        this.nodes = new Ownership(members.stream().map(NodeView::new).toList(), options.partitions());
    }

    static boolean run(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
        try (var cluster = LoopbackCluster.start(directory, options.settings(), options.size(1, 2, 0), false)) {
            return new FailoverBench(options, cluster).measure(lines);
        }
    }

    private boolean measure(Consumer<BenchLine> lines) throws InterruptedException {
        BenchLine line = new BenchLine("cluster-failover", load);
        publisher.publish(configs(), 0, load.events() - 2 * HELD);
        ClusterBench.awaitCounted(configs());
        long wrong = killOne("standby", 1, load.events() - 2 * HELD, line);
        restartWithoutStandbys();
        wrong += killOne("changelog", 0, load.events() - HELD, line);

        var downloads = new AtomicLong();
        oracle().forEachRow(row -> downloads.addAndGet(row.counts().downloads()));
        RowVerdict verdict =
                HttpRows.compare(oracle(), load, catalog, members.get(0).port());
        lines.accept(line.put("sessions", downloads.get())
                .put("wrong_answers", wrong)
                .verdict(verdict));
        return wrong == 0 && verdict.wrong() == 0;
    }

    private Oracle oracle() {
        return new Oracle(load, catalog, options.rules(), load.events());
    }

    private RoomConfigs configs() {
        return RoomConfigs.of(cluster.settings(members.get(0)));
    }

    /** Both start with empty disks, and fetch everything from the changelog. */
    private void restartWithoutStandbys() {
        members.forEach(Member::stop);
        for (Member member : members) {
            BenchDirectory.delete(
                    cluster.settings(member).path(Setting.DATA_DIR).resolve("state"));
            member.set(Setting.AGGREGATOR_STANDBYS, "0");
        }
        options.notes().accept("both nodes start again, with no standbys and no state");
        cluster.start(members);
    }

    private long killOne(String name, int standbys, long heldFrom, BenchLine line) throws InterruptedException {
        nodes.awaitBalanced(() -> {});
        nodes.awaitFollowed(standbys);
        NodeView survivor = nodes.nodes().get(0);
        List<NodeView> owners = nodes.owners(catalog);
        var held = new HeldEvents(load, catalog, heldFrom, heldFrom + HELD);
        List<Integer> lost = IntStream.range(0, owners.size())
                .filter(partition -> !owners.get(partition).equals(survivor))
                .boxed()
                .toList();
        List<PartitionWatch> watches = held.watches(lost, survivor);
        var restore = new RestoreRate(new Ownership(List.of(survivor), options.partitions()));
        for (PartitionWatch watch : watches) watch.start();
        options.notes().accept("killing the node of partitions " + lost + ", standbys: " + standbys);
        long killedNanos = System.nanoTime();
        members.get(1).kill();
        publisher.publish(configs(), heldFrom, heldFrom + HELD);
        while (watches.stream().anyMatch(PartitionWatch::isOpen)) {
            restore.look();
            Thread.sleep(200);
        }
        restore.look();
        for (PartitionWatch watch : watches) watch.join();
        line.set(name, FailoverFigures.json(watches, killedNanos).set("restore", restore.json()));
        return watches.stream().mapToLong(PartitionWatch::wrong).sum();
    }
}
