package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Callers that ask at a rate, through a load balancer, and have each answer checked. Each second, one question of each
 * partition is among them.
 */
final class QueryLoad {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final int CALLERS = 32;
    private static final int MOST_WAITING = 500;

    private final ThreadPoolExecutor callers = new ThreadPoolExecutor(
            CALLERS, CALLERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> new Thread(task, "caller"));
    private final Thread clock = new Thread(this::run, "questions");
    private final AnswerCheck check = new AnswerCheck();
    private final Waits waits = new Waits();
    private final Questions questions;
    private final List<Question> watch;
    private final Balancer nodes;
    private final int perSecond;
    private final Consumer<String> faultLog;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong complete = new AtomicLong();
    private final AskedByKind byKind = new AskedByKind();
    private final AtomicLong tries = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong silences = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private volatile boolean isOver;

    QueryLoad(Questions questions, List<? extends Server> nodes, int perSecond, Consumer<String> faultLog) {
        this.questions = questions;
        this.watch = questions.watch();
        this.nodes = new Balancer(nodes, PATIENCE);
        this.perSecond = perSecond;
        this.faultLog = faultLog;
    }

    /**
     * The sums of the questions so far.
     *
     * @param asked questions
     * @param complete those that had a whole answer
     * @param tries requests to nodes
     * @param refusals those that were answered 503
     * @param silences those that were not answered
     * @param lag the lag of the last answer, in records
     */
    record Sums(long asked, long complete, long tries, long refusals, long silences, long lag) {
        double share() {
            return asked == 0 ? 1 : (double) complete / asked;
        }
    }

    Sums sums() {
        return new Sums(asked.get(), complete.get(), tries.get(), refusals.get(), silences.get(), lag.get());
    }

    AskedByKind byKind() {
        return byKind;
    }

    double longestIncompleteSeconds() {
        return waits.longestSeconds();
    }

    /** True if the last answer to each question of a partition was whole. */
    boolean isWhole() {
        return waits.isOver();
    }

    void start() {
        clock.start();
    }

    /** Asks no more, and waits for the last answers. */
    void finish() throws InterruptedException {
        isOver = true;
        clock.join();
        callers.shutdown();
        callers.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** Asks no more. */
    void abandon() {
        isOver = true;
        callers.shutdownNow();
    }

    private void run() {
        long startNanos = System.nanoTime();
        long put = 0;
        long seconds = 0;
        while (!isOver) {
            long elapsedMillis = (System.nanoTime() - startNanos) / 1_000_000;
            if (elapsedMillis / 1_000 > seconds) {
                seconds = elapsedMillis / 1_000;
                watch.forEach(this::put);
                put += watch.size();
            }
            for (; put < elapsedMillis * perSecond / 1_000; put++) put(questions.next());
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void put(Question question) {
        if (callers.getQueue().size() < MOST_WAITING) callers.execute(() -> ask(question));
    }

    private void ask(Question question) {
        long askedNanos = System.nanoTime();
        try {
            Optional<ServerAnswer> answer = nodes.ask(question.errand(), said -> check(question, said));
            boolean isWhole =
                    answer.map(said -> AnswerCheck.isWhole(question, said)).orElse(false);
            asked.incrementAndGet();
            if (isWhole) complete.incrementAndGet();
            byKind.add(question, isWhole);
            if (watch.contains(question)) waits.answered(question, askedNanos, isWhole);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // an answer that this program does not understand is no right one
            faultLog.accept(question.path() + ": " + e);
        }
    }

    private void check(Question question, Optional<ServerAnswer> said) {
        tries.incrementAndGet();
        if (said.isEmpty()) {
            silences.incrementAndGet();
            return;
        }
        ServerAnswer answer = said.get();
        if (answer.status() == 503) refusals.incrementAndGet();
        answer.header("x-footfall-lag").map(Long::valueOf).ifPresent(lag::set);
        List<String> faults = check.faults(question, answer);
        if (!faults.isEmpty()) faultLog.accept(faults.size() + " faults, the first: " + faults.get(0));
    }
}
