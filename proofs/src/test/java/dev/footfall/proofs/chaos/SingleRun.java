package dev.footfall.proofs.chaos;

import dev.footfall.bench.BenchDirectory;
import dev.footfall.proofs.cluster.LoopImage;
import dev.footfall.proofs.cluster.RunProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: load, questions, and faults of one {@code footfall run} for a while, then the comparison of its rows. */
public final class SingleRun {
    private final SingleOptions options;
    private final RunProcess process;
    private final CheckedLoad load;
    private final Supervisor supervisor;
    private final SingleLine line;

    private SingleRun(SingleOptions options, RunProcess process, CheckedLoad load, Supervisor supervisor) {
        this.options = options;
        this.process = process;
        this.load = load;
        this.supervisor = supervisor;
        this.line = new SingleLine(options);
    }

    /**
     * Runs it.
     *
     * @param lines is given the result, a line of JSON
     * @return whether it was ready after every start, and every answer and every row was right
     * @throws IllegalStateException if it could not be run; the message says why
     */
    public static boolean run(SingleOptions options, Consumer<String> lines) {
        BenchDirectory directory = options.common().open();
        options.common().notes().accept("starting footfall run in " + directory.path());
        boolean isRight = run(options, directory, lines);
        if (isRight) directory.close();
        else options.common().notes().accept("its data and what it said is kept in " + directory.path());
        return isRight;
    }

    private static boolean run(SingleOptions options, BenchDirectory directory, Consumer<String> lines) {
        ChaosOptions common = options.common();
        try (@Nullable LoopImage disk = common.hasDisks() ? LoopImage.mount(directory.file("data")) : null;
                var process = new RunProcess(directory.path(), common.settings(), options.jar());
                var supervisor = new Supervisor(process, common);
                var load = new CheckedLoad(common, process)) {
            var run = new SingleRun(options, process, load, supervisor);
            boolean isRight = disk == null ? run.run(Optional.empty()) : run.run(disk);
            lines.accept(run.line.text());
            return isRight;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean run(LoopImage disk) throws InterruptedException {
        try (var facts = new Facts(List.of(process.ingest()))) {
            facts.start();
            var check = new LossCheck(load, facts, process.clients(), process.query());
            return run(Optional.of(new SingleFaults.Power(disk, check)));
        }
    }

    private boolean run(Optional<SingleFaults.Power> power) throws InterruptedException {
        var faults = new SingleFaults(options, process, supervisor, power);
        load.publish();
        load.ask();
        long startNanos = System.nanoTime();
        boolean isReady = faults.run();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        line.faults(faults);
        line.starts(supervisor, !isReady);
        boolean isRight = isReady && isExact(power.map(SingleFaults.Power::check));
        power.ifPresent(lost -> line.losses(lost.check()));
        line.load(load, seconds);
        return isRight && load.sums().wrong() == 0;
    }

    private boolean isExact(Optional<LossCheck> losses) throws InterruptedException {
        options.common().notes().accept("no more faults; waiting for the last acknowledgements");
        load.finish();
        if (losses.isPresent()) return losses.get().run() && losses.get().isRight();
        CheckedLoad.Rows rows = load.compare(List.of(process.query()));
        line.rows(rows);
        return rows.wrong() == 0;
    }
}
