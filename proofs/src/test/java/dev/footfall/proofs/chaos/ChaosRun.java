package dev.footfall.proofs.chaos;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.bench.BenchDirectory;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.proofs.cluster.Network;
import dev.footfall.proofs.guarantees.ReplayGivesTheSame;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: load, questions and faults for a while, then everything is counted, and counted again. */
public final class ChaosRun {
    private final ChaosOptions options;
    private final LoopbackCluster cluster;
    private final CheckedLoad load;
    private final Optional<LossCheck> losses;
    private final Optional<Isolations> isolations;
    private final Disturbance faults;
    private final Promotions promotions;
    private final Progress progress;
    private final ChaosLine line;

    private ChaosRun(ChaosOptions options, LoopbackCluster cluster, CheckedLoad load, Facts facts) {
        Member node = cluster.members(Role.NODE).get(0);
        var check = new LossCheck(load, facts, cluster.settings(node), node);
        this.losses = Optional.of(check).filter(unused -> options.hasDisks());
        this.isolations = cluster.network().map(network -> new Isolations(cluster, network, load, options));
        this.options = options;
        this.cluster = cluster;
        this.load = load;
        this.faults = options.disturbance(cluster, losses, isolations);
        this.promotions = new Promotions(options, cluster.members(Role.NODE), load.faultLog());
        this.progress = new Progress(load.known().ledger(), load.queries(), cluster, load.faultLog(), options.notes());
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
        Optional<Network> network = options.hasCuts() ? Network.open(options.notes()) : Optional.empty();
        var size = options.size().in(network);
        try (LoopbackCluster cluster =
                        LoopbackCluster.start(directory.path(), options.settings(), size, options.hasDisks());
                var load = new CheckedLoad(options, cluster, 0);
                var facts = new Facts(cluster.members(Role.INGEST))) {
            if (options.hasDisks()) facts.start();
            var run = new ChaosRun(options, cluster, load, facts);
            boolean isRight = run.run();
            lines.accept(run.line.text());
            return isRight;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean run() throws InterruptedException {
        cluster.awaitStandbys(options.notes());
        disturb();
        settle();
        long wrongRows = compare();
        line.memory(cluster);
        losses.ifPresent(line::losses);
        return load.faultLog().number() == 0
                && wrongRows == 0
                && losses.map(LossCheck::isRight).orElse(true);
    }

    private void disturb() throws InterruptedException {
        load.publish();
        load.ask();
        promotions.start();
        faults.start();
        progress.start();
        long startNanos = System.nanoTime();
        Thread.sleep(options.length().toMillis());
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        line.load(load.known().ledger().acknowledged(), load.retried(), seconds);
        line.questions(load.queries().sums(), load.longestIncompleteSeconds(), seconds);
        line.kinds(load.queries().byKind());
        promotions.finish();
        faults.finish();
    }

    private void settle() throws InterruptedException {
        options.notes().accept("no more faults; waiting for the last acknowledgements");
        load.finish();
        for (Member member : cluster.members()) Faults.awaitUp(member, cluster, options.notes());
        progress.finish();
        line.faults(faults, progress.ended());
        line.isolations(isolations.map(Isolations::number).orElse(0));
        line.promotions(promotions);
        line.answers(load.faultLog().number());
    }

    private long compare() throws InterruptedException {
        AnsweringRules rules = load.known().rules();
        promotions.settle(false);
        NodeRowCheck other = load.check(rules.other().rules());
        if (losses.isPresent() && !losses.get().run()) throw new IllegalStateException("the log was not compared");
        long wrong = losses.map(check -> check.rows().wrong()).orElse(0L);
        for (Member node : cluster.members(Role.NODE))
            wrong += load.read(other, node).wrong().size();
        promotions.settle(true);
        NodeRowCheck check = load.check(rules.main().rules());
        Map<NodeRowCheck.Place, DailyCounts> before = Map.of();
        for (Member node : cluster.members(Role.NODE)) {
            NodeRowCheck.Rows rows = load.read(check, node);
            wrong += rows.wrong().size();
            before = rows.counts();
        }
        Member node = countAgain();
        NodeRowCheck.Rows again = load.read(check, node);
        List<String> different = new ReplayGivesTheSame().check(before, again.counts());
        load.tell(different);
        wrong += again.wrong().size();
        line.rows(check.expected(), wrong, different.size());
        return wrong + different.size();
    }

    /** Forgets what was counted, and has one node count the log again. */
    private Member countAgain() {
        options.notes().accept("counting the log again, with one node");
        List<Member> nodes = cluster.members(Role.NODE);
        nodes.forEach(Member::stop);
        Member node = nodes.get(0);
        RoomConfigs configs = RoomConfigs.of(cluster.settings(node));
        var state = cluster.settings(node).path(Setting.DATA_DIR).resolve("state");
        StateReset.forget(configs.aggregator(state).location(), true);
        node.start();
        cluster.awaitUp(node);
        return node;
    }
}
