package dev.footfall.proofs.scale;

import dev.footfall.bench.BenchLine;
import dev.footfall.proofs.chaos.ChaosOptions;
import dev.footfall.proofs.chaos.CheckedLoad;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One node becomes three, and then two, while events come and questions are asked. */
final class ScaleBench {
    private static final long STATE_EVENTS = 400_000;
    private static final int NODES = 3;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private final ClusterOptions options;
    private final LoopbackCluster cluster;
    private final ChaosOptions asked;
    private final CheckedLoad load;
    private final long stateEvents;
    private final List<Member> members;

    private ScaleBench(ClusterOptions options, LoopbackCluster cluster, ChaosOptions asked, CheckedLoad load) {
        this.options = options;
        this.cluster = cluster;
        this.asked = asked;
        this.load = load;
        this.stateEvents = stateEvents(options);
        this.members = cluster.members(Role.NODE);
    }

    static boolean run(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
        ChaosOptions asked = asked(options);
        try (var cluster = LoopbackCluster.startKafka(directory, options.settings(), asked.size(), false);
                var load = new CheckedLoad(asked, cluster, stateEvents(options))) {
            return new ScaleBench(options, cluster, asked, load).measure(lines);
        }
    }

    private static long stateEvents(ClusterOptions options) {
        return options.events().orElse(STATE_EVENTS);
    }

    private static ChaosOptions asked(ClusterOptions options) {
        int rate = options.pace().eventsPerSecond();
        return new ChaosOptions(
                LONGEST.plusSeconds(stateEvents(options) / rate),
                options.seed(),
                new ChaosOptions.Pace(
                        rate, options.pace().questionsPerSecond(), new ChaosOptions.Disturbed.AtRandom(0)),
                options.size(3, NODES, 2),
                options.directory(),
                options.settings(),
                options.notes());
    }

    private boolean measure(Consumer<BenchLine> lines) throws InterruptedException {
        cluster.start(cluster.members(Role.INGEST));
        cluster.start(members.subList(0, 1));
        fill();
        CheckedLoad.Sums before = load.sums();
        long startNanos = System.nanoTime();
        load.ask();
        BenchLine line = new BenchLine("cluster-scale", asked.load()).put("state_events", stateEvents);
        become("three", members, () -> members.subList(1, NODES).forEach(Member::start), line);
        become(
                "two",
                members.subList(0, NODES - 1),
                () -> members.get(NODES - 1).stop(),
                line);
        load.finish();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        CheckedLoad.Sums sums = load.sums();
        CheckedLoad.Rows rows = load.compare(members.subList(0, NODES - 1));
        lines.accept(line.put("events", sums.acknowledged())
                .put("events_per_s", (sums.acknowledged() - before.acknowledged()) / seconds)
                .put("questions", sums.questions())
                .put("questions_per_s", sums.questions() / seconds)
                .put("complete_share", sums.shareSince(before))
                .put("longest_incomplete_s", load.longestIncompleteSeconds())
                .put("requests", sums.requests())
                .put("wrong_answers", sums.wrong())
                .put("rows", rows.rows())
                .put("wrong_rows", rows.wrong()));
        return sums.wrong() == 0 && rows.wrong() == 0;
    }

    /** Gives the one node a state. */
    private void fill() throws InterruptedException {
        load.publish();
        while (load.sums().acknowledged() < stateEvents) {
            options.notes().accept(load.sums().acknowledged() + " of " + stateEvents + " events are acknowledged");
            Thread.sleep(2_000);
        }
        ClusterBench.awaitCounted(RoomConfigs.of(cluster.settings(members.get(0))));
    }

    private void become(String name, List<Member> remaining, Runnable change, BenchLine line)
            throws InterruptedException {
        var nodes = new Ownership(remaining.stream().map(NodeView::new).toList(), options.partitions());
        CheckedLoad.Sums before = load.sums();
        var restore = new RestoreRate(nodes);
        long startNanos = System.nanoTime();
        change.run();
        nodes.awaitBalanced(restore::look);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        options.notes().accept(name + " nodes are balanced after " + seconds + " s");
        Thread.sleep(AFTERWARDS.toMillis());
        line.put("to_" + name + "_balanced_s", seconds)
                .set("to_" + name + "_restore", restore.json())
                .put("to_" + name + "_questions", load.sums().questions() - before.questions())
                .put("to_" + name + "_complete_share", load.sums().shareSince(before));
    }
}
