package dev.footfall.proofs.chaos;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.bench.Oracle;
import dev.footfall.bench.Oracle.LoadRules;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.proofs.cluster.RunProcess;
import dev.footfall.proofs.cluster.Server;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Published;
import dev.footfall.rules.CountingRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/** Events and questions at a rate; every answer is checked, and in the end every row. */
public final class CheckedLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChaosOptions options;
    private final Projections summed;
    private final FaultLog faultLog;
    private final AckTimes ackTimes = new AckTimes();
    private final Known known;
    private final Traffic traffic;
    private final Publishers publishers;
    private final QueryLoad queries;

    /**
     * A load on a cluster, with these options.
     *
     * @param atOnce the number of events that are due from the start, before those that come at the rate
     */
    public CheckedLoad(ChaosOptions options, LoopbackCluster cluster, long atOnce) {
        this(options, cluster.members(Role.INGEST), cluster.members(Role.NODE), atOnce, options.projections());
    }

    /** A load on one process that takes events and answers questions. */
    public CheckedLoad(ChaosOptions options, RunProcess process) {
        this(options, process, options.projections());
    }

    private CheckedLoad(ChaosOptions options, RunProcess process, Projections summed) {
        this(options, List.of(process.ingest()), List.of(process.query()), 0, summed);
    }

    /** A load on a process that takes events from others, too: what all repositories have together is not known here. */
    public static CheckedLoad besideOthers(ChaosOptions options, RunProcess process) {
        return new CheckedLoad(options, process, Projections.NONE);
    }

    private CheckedLoad(
            ChaosOptions options,
            List<? extends Server> ingests,
            List<? extends Server> nodes,
            long atOnce,
            Projections summed) {
        this.options = options;
        this.summed = summed;
        this.faultLog = new FaultLog(options.notes());
        Load load = options.load();
        CountingRules rules = options.rules();
        this.known = new Known(
                new Ledger(),
                new Catalog(load.repositories(), options.partitions()),
                load,
                AnsweringRules.of(options.settings()));
        this.traffic = new Traffic(load, known.catalog(), new LoadRules(rules, load.seed()), atOnce);
        this.publishers = new Publishers(
                new Parcels(traffic, known.catalog(), options), known.ledger(), ackTimes, ingests, faultLog);
        this.queries = new QueryLoad(
                new Questions(
                        known,
                        options.partitions(),
                        options.projections(),
                        new SumQuestions(known, summed),
                        options.seed()),
                nodes,
                options.pace().questionsPerSecond(),
                faultLog);
    }

    /**
     * The sums of a run so far.
     *
     * @param acknowledged events
     * @param questions those that were asked
     * @param complete those of them that had a whole answer
     * @param requests the requests to nodes
     * @param wrong answers that were wrong
     */
    public record Sums(long acknowledged, long questions, long complete, long requests, long wrong) {
        /** The share of complete answers since then. */
        public double shareSince(Sums before) {
            long asked = questions - before.questions;
            return asked == 0 ? 1 : (double) (complete - before.complete) / asked;
        }
    }

    /** The sums so far. */
    public Sums sums() {
        QueryLoad.Sums asked = queries.sums();
        return new Sums(
                known.ledger().acknowledged(), asked.asked(), asked.complete(), asked.tries(), faultLog.number());
    }

    /** The longest time in which one of the questions of each partition had no whole answer. */
    public double longestIncompleteSeconds() {
        return queries.longestIncompleteSeconds();
    }

    /** Sends events. */
    public void publish() {
        publishers.start();
    }

    /** Asks questions. */
    public void ask() {
        queries.start();
    }

    /** Held alone, everything that was sent is acknowledged, and nothing is sent. */
    Lock silence() {
        return publishers.silence();
    }

    /** The events that were sent so far, by their ids. */
    Map<String, Published> sent() {
        return traffic.byId();
    }

    /** Sends and asks no more, and waits for the last acknowledgements and answers. */
    public void finish() throws InterruptedException {
        publishers.finish();
        queries.finish();
    }

    /** The number of rows that there have to be, and of those that a node has otherwise. */
    public record Rows(long rows, long wrong) {}

    /** Compares all rows of each of these nodes with the oracle, as soon as everything is counted. */
    public Rows compare(Iterable<? extends Server> nodes) throws InterruptedException {
        NodeRowCheck check = check(options.rules());
        long wrong = 0;
        for (Server node : nodes) wrong += read(check, node).wrong().size();
        return new Rows(check.expected(), wrong);
    }

    /** A check against the oracle of what was sent, by these rules; where power is lost, against what is left of it. */
    NodeRowCheck check(CountingRules rules) {
        if (options.hasDisks())
            return NodeRowCheck.ofLedger(new SumQuestions(known.over(), summed), any -> rules.gap());
        return NodeRowCheck.of(
                new SumQuestions(known.over(), summed),
                new Oracle(known.load(), known.catalog(), rules, traffic.taken()));
    }

    /** A check against a recount of a log, in which is what this ledger has. */
    NodeRowCheck check(Ledger recorded) {
        var inLog = new Known(recorded, known.catalog(), known.load(), known.rules(), true);
        return NodeRowCheck.ofLedger(new SumQuestions(inLog, summed), gap -> gap);
    }

    /** Reads the rows of a node as soon as everything is counted, and says which are wrong. */
    NodeRowCheck.Rows read(NodeRowCheck check, Server node) throws InterruptedException {
        NodeRowCheck.Rows rows = check.readCounted(node, PATIENCE);
        tell(rows.wrong());
        return rows;
    }

    void note(String what) {
        options.notes().accept(what);
    }

    void tell(List<String> wrong) {
        wrong.stream().limit(10).forEach(what -> options.notes().accept("WRONG ROW: " + what));
    }

    QueryLoad queries() {
        return queries;
    }

    Known known() {
        return known;
    }

    AckTimes ackTimes() {
        return ackTimes;
    }

    FaultLog faultLog() {
        return faultLog;
    }

    long retried() {
        return publishers.retried();
    }

    @Override
    public void close() {
        publishers.abandon();
        queries.abandon();
    }
}
