package dev.footfall.standalone.chaos;

import dev.footfall.aggregator.StateReset;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.bench.BenchDirectory;
import dev.footfall.standalone.bench.Catalog;
import dev.footfall.standalone.bench.Load;
import dev.footfall.standalone.bench.Oracle;
import dev.footfall.standalone.cluster.LoopbackCluster;
import dev.footfall.standalone.cluster.Member;
import dev.footfall.standalone.cluster.Member.Role;
import dev.footfall.standalone.guarantees.Ledger;
import dev.footfall.standalone.guarantees.ReplayGivesTheSame;
import dev.footfall.standalone.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run: load, questions and faults for a while, then everything is counted, and counted again. */
public final class ChaosRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChaosOptions options;
    private final LoopbackCluster cluster;
    private final Wrongs wrongs;
    private final Known known;
    private final Traffic traffic;
    private final Publishers publishers;
    private final Asker asker;
    private final Disturbance faults;
    private final Progress progress;
    private final ChaosLine line;

    private ChaosRun(ChaosOptions options, LoopbackCluster cluster) {
        this.options = options;
        this.cluster = cluster;
        this.wrongs = new Wrongs(options.notes());
        Load load = options.load();
        this.known = new Known(new Ledger(options.gap()), new Catalog(load.repositories(), options.partitions()), load);
        this.traffic = new Traffic(load, known.catalog(), 0);
        this.publishers = new Publishers(
                traffic,
                known.ledger(),
                cluster.members(Role.INGEST),
                options.pace().eventsPerSecond(),
                wrongs);
        this.asker = new Asker(
                new Questions(known, options.partitions(), options.seed()),
                cluster.members(Role.NODE),
                options.pace().questionsPerSecond(),
                wrongs);
        this.faults = options.disturbance(cluster);
        this.progress = new Progress(known.ledger(), asker, cluster, wrongs, options.notes());
        this.line = new ChaosLine(options);
    }

    /**
     * Runs it.
     *
     * @param lines is given the result, a line of JSON
     * @return whether every answer and every row was right
     * @throws IllegalStateException if it could not be run; the message says why
     */
    public static boolean run(ChaosOptions options, Consumer<String> lines) {
        BenchDirectory directory = options.open();
        options.notes()
                .accept("starting " + options.size().nodes() + " nodes, "
                        + options.size().ingests() + " ingests and 3 brokers in " + directory.path());
        boolean isRight = run(options, directory, lines);
        if (isRight) directory.close();
        else options.notes().accept("what the processes said is kept in " + directory.path());
        return isRight;
    }

    private static boolean run(ChaosOptions options, BenchDirectory directory, Consumer<String> lines) {
        try (LoopbackCluster cluster = LoopbackCluster.start(directory.path(), options.settings(), options.size())) {
            var run = new ChaosRun(options, cluster);
            boolean isRight = run.run();
            lines.accept(run.line.text());
            return isRight;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean run() throws InterruptedException {
        try {
            disturb();
            settle();
        } finally {
            publishers.abandon();
            asker.abandon();
        }
        long wrongRows = compare();
        line.memory(cluster);
        return wrongs.number() == 0 && wrongRows == 0;
    }

    private void disturb() throws InterruptedException {
        publishers.start();
        asker.start();
        faults.start();
        progress.start();
        long startNanos = System.nanoTime();
        Thread.sleep(options.length().toMillis());
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        line.load(known.ledger().acknowledged(), publishers.retried(), seconds);
        line.questions(asker.sums(), asker.longestIncompleteSeconds(), seconds);
        faults.finish();
    }

    private void settle() throws InterruptedException {
        options.notes().accept("no more faults; waiting for the last acknowledgements");
        publishers.finish();
        asker.finish();
        for (Member member : cluster.members()) Faults.awaitUp(member, cluster, options.notes());
        progress.finish();
        line.faults(faults, progress.ended());
        line.answers(wrongs.number());
    }

    private long compare() throws InterruptedException {
        var oracle = new Oracle(known.load(), known.catalog(), options.gap().toMillis(), traffic.taken());
        var check = new RowCheck(known, oracle);
        long wrong = 0;
        Map<RowCheck.Place, DailyCounts> before = Map.of();
        for (Member node : cluster.members(Role.NODE)) {
            RowCheck.Rows rows = check.readCounted(node, PATIENCE);
            wrong += rows.wrong().size();
            tell(rows.wrong());
            before = rows.counts();
        }
        Member node = countAgain();
        RowCheck.Rows again = check.readCounted(node, PATIENCE);
        List<String> different = new ReplayGivesTheSame().check(before, again.counts());
        tell(again.wrong());
        tell(different);
        wrong += again.wrong().size();
        line.rows(check.expected(), wrong, different.size());
        return wrong + different.size();
    }

    private void tell(List<String> wrong) {
        wrong.stream().limit(10).forEach(what -> options.notes().accept("WRONG ROW: " + what));
    }

    /** Forgets what was counted, and has one node count the log again. */
    private Member countAgain() {
        options.notes().accept("counting the log again, with one node");
        List<Member> nodes = cluster.members(Role.NODE);
        nodes.forEach(Member::stop);
        Member node = nodes.get(0);
        RoomConfigs configs = RoomConfigs.of(cluster.settings(node));
        var state = cluster.settings(node).path(Setting.DATA_DIR).resolve("state");
        StateReset.forget(configs.aggregator(state), true);
        node.start();
        cluster.awaitUp(node);
        return node;
    }
}
