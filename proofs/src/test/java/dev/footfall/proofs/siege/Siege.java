package dev.footfall.proofs.siege;

import dev.footfall.bench.BenchDirectory;
import dev.footfall.proofs.chaos.CheckedLoad;
import dev.footfall.proofs.chaos.FaultLog;
import dev.footfall.standalone.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One siege: honest callers, who are held to figures, beside hostile ones; then the comparison of all rows. */
public final class Siege {
    private static final String FUZZ = "fuzz";
    private static final int WARM_UP_MILLIS = 10_000;

    private final SiegeOptions options;
    private final Besieged target;
    private final CheckedLoad load;
    private final FaultLog faultLog;
    private final Honest honest;
    private final Fuzz fuzz;
    private final Attackers attackers;

    private Siege(SiegeOptions options, Besieged target, CheckedLoad load, Hidden hidden) {
        this.options = options;
        this.target = target;
        this.load = load;
        this.faultLog = new FaultLog(options.notes());
        this.honest = new Honest(target, options.filling(), faultLog);
        this.fuzz =
                new Fuzz(hidden, DescribedRequests.of(target), options.mostRequests(), new FaultLog(options.notes()));
        this.attackers = new Attackers(target, attacks(), options.seed());
    }

    /**
     * Runs it.
     *
     * @param lines is given the result, a line of JSON
     * @return whether everything was right, and within its bound
     * @throws IllegalStateException if it could not be run; the message says why
     */
    public static boolean run(SiegeOptions options, Consumer<String> lines) {
        BenchDirectory directory = BenchDirectory.in(options.directory());
        options.notes().accept("starting footfall run in " + directory.path());
        boolean isRight = run(options, directory, lines);
        if (isRight) directory.close();
        else options.notes().accept("its data and what it said is kept in " + directory.path());
        return isRight;
    }

    private static boolean run(SiegeOptions options, BenchDirectory directory, Consumer<String> lines) {
        try (var target = new Besieged(directory.path(), options.settings());
                var load = CheckedLoad.besideOthers(options.honest(), target.process())) {
            target.start();
            options.notes().accept("sending " + options.filling().rows() + " rows of long ago");
            options.filling().fill(target);
            var hidden = new Hidden(options.settings().number(Setting.TOPICS_PARTITIONS));
            hidden.send(target);
            return new Siege(options, target, load, hidden).run(lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean run(Consumer<String> lines) throws InterruptedException {
        try (honest;
                attackers) {
            load.publish();
            load.ask();
            honest.start();
            Thread.sleep(WARM_UP_MILLIS);
            honest.times().clear();
            Besieged.Use before = target.use();
            long startNanos = System.nanoTime();
            options.notes().accept("attacking");
            besiege();
            honest.finish();
            var line = new SiegeLine(options, (System.nanoTime() - startNanos) / 1e9);
            return end(lines, line, before);
        }
    }

    private Map<String, Attack> attacks() {
        var attacks = new LinkedHashMap<String, Attack>();
        attacks.put(FUZZ, fuzz);
        if (options.extent() instanceof SiegeOptions.Extent.Requests) return attacks;
        attacks.put("slow_bodies", SlowSenders.ofBulkBodies());
        attacks.put("far_past", new FarPast());
        attacks.put("slow_events", SlowSenders.ofEvents());
        attacks.put("slow_heads", SlowSenders.ofHeads(false));
        attacks.put("slow_heads_of_ingest", SlowSenders.ofHeads(true));
        attacks.put("slow_readers", new SlowReaders());
        attacks.put("hostile_logs", new HostileLogs());
        return attacks;
    }

    private void besiege() throws InterruptedException {
        if (options.extent() instanceof SiegeOptions.Extent.Time time) {
            attackers.start();
            Thread.sleep(time.length().toMillis());
            attackers.finish();
        } else {
            fuzz.runToItsEnd(target, attackers.heard(FUZZ), new SplittableRandom(options.seed()));
        }
    }

    private boolean end(Consumer<String> lines, SiegeLine line, Besieged.Use before) throws InterruptedException {
        options.notes().accept("no more attacks; waiting for the last acknowledgements");
        load.finish();
        CheckedLoad.Rows rows = load.compare(List.of(target.process().query()));
        var outcome = new SiegeOutcome(
                honest.times().millis(),
                honest.heard().of(500) + attackers.heardInAll(500),
                fuzz.differences(),
                faultLog.number() + load.sums().wrong(),
                rows.wrong(),
                target.process().hasEnded());
        lines.accept(line.waits(outcome.millis())
                .honest(honest.heard(), load.sums())
                .hostile(attackers.heard())
                .fuzz(fuzz)
                .outcome(outcome, rows)
                .use(before, target.use())
                .text());
        outcome.faults().forEach(fault -> options.notes().accept("BEYOND ITS BOUND: " + fault));
        return outcome.faults().isEmpty();
    }
}
