package dev.footfall.proofs.chaos;

import dev.footfall.bench.Figures;
import dev.footfall.proofs.chaos.Balancer.Errand;
import dev.footfall.proofs.cluster.RunProcess;
import dev.footfall.proofs.cluster.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The supervisor of one process, which starts it, starts it again when it ended by itself, and measures each start. */
final class Supervisor implements AutoCloseable {
    /** A process that is not ready for so long is stuck: a start after a kill takes a tenth of it. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** After a loss of power the log may be counted again. */
    private static final Duration BOUND_WITH_DISK = Duration.ofMinutes(5);

    private static final int OK = 200;

    private final RunProcess process;
    private final Consumer<String> notes;
    private final Duration bound;
    private final Balancer queries;
    private final Figures readySeconds = new Figures();
    private final Thread thread = new Thread(this::run, "supervisor");
    private volatile boolean isOver;
    private boolean isStarting;
    private long startedNanos;
    private long starts;
    private long ended;

    Supervisor(RunProcess process, ChaosOptions options) {
        this.process = process;
        this.bound = options.hasDisks() ? BOUND_WITH_DISK : BOUND;
        this.notes = options.notes();
        this.queries = new Balancer(List.of(process.query()), Duration.ofSeconds(2));
        thread.start();
    }

    /** The number of starts. */
    synchronized long starts() {
        return starts;
    }

    /** The number of times that it ended though nobody had killed it. */
    synchronized long endedByItself() {
        return ended;
    }

    /** The seconds from each start until it was ready, of those that were. */
    Figures readySeconds() {
        return readySeconds;
    }

    /** Starts it, for the first time or after a kill. */
    synchronized void start() {
        process.start();
        starts++;
        startedNanos = System.nanoTime();
        isStarting = true;
    }

    /** Kills it, does this, and starts it again at once. */
    synchronized void killAndStart(Runnable meanwhile) {
        process.kill();
        meanwhile.run();
        start();
    }

    private void run() {
        try {
            while (!isOver) {
                startIfEnded();
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void startIfEnded() {
        if (isOver || !process.hasEnded()) return;
        notes.accept("it ended by itself, and is started again");
        ended++;
        start();
    }

    /** Waits until it is ready; false when it is stuck. */
    boolean awaitReady() throws InterruptedException {
        long giveUpNanos = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < giveUpNanos) {
            if (isReady(process.query()) && isReady(process.ingest())) {
                noteReady();
                return true;
            }
            Thread.sleep(50);
        }
        String said = ready(process.query()).map(ServerAnswer::toString).orElse("it does not answer");
        notes.accept("STUCK: it is not ready within " + bound.toSeconds() + " s; its data directory " + process.data()
                + " is kept; " + said);
        return false;
    }

    private boolean isReady(Server server) throws InterruptedException {
        return ready(server).map(ServerAnswer::status).orElse(0) == OK;
    }

    private Optional<ServerAnswer> ready(Server server) throws InterruptedException {
        return queries.ask(server, Errand.get("/ready"));
    }

    private synchronized void noteReady() {
        if (!isStarting) return;
        isStarting = false;
        double seconds = Figures.rounded((System.nanoTime() - startedNanos) / 1e9);
        readySeconds.add(seconds);
        notes.accept("ready after " + seconds + " s");
    }

    @Override
    public void close() {
        isOver = true;
        thread.interrupt();
    }
}
