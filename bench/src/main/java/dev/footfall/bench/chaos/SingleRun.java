package dev.footfall.bench.chaos;

import dev.footfall.bench.BenchDirectory;
import dev.footfall.bench.cluster.RunProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
        try (var process = new RunProcess(directory.path(), common.settings(), options.jar());
                var supervisor = new Supervisor(process, common.notes());
                var load = new CheckedLoad(common, process)) {
            var run = new SingleRun(options, process, load, supervisor);
            boolean isRight = run.run();
            lines.accept(run.line.text());
            return isRight;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean run() throws InterruptedException {
        var faults = new SingleFaults(options, process, supervisor);
        load.publish();
        load.ask();
        long startNanos = System.nanoTime();
        boolean isReady = faults.run();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Optional<CheckedLoad.Rows> rows = isReady ? Optional.of(settle()) : Optional.empty();
        line.faults(faults);
        line.starts(supervisor, !isReady);
        line.load(load, seconds);
        rows.ifPresent(line::rows);
        return load.sums().wrong() == 0 && rows.map(CheckedLoad.Rows::wrong).orElse(1L) == 0;
    }

    private CheckedLoad.Rows settle() throws InterruptedException {
        options.common().notes().accept("no more faults; waiting for the last acknowledgements");
        load.finish();
        return load.compare(List.of(process.query()));
    }
}
