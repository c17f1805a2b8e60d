package dev.footfall.aggregator;

import dev.footfall.aggregator.HungTransactions.Open;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over a node that is not ready and gets no further: it looks for {@linkplain HungTransactions hung transactions},
 * which keep it so for ever, and has the sentence for the operator when there are some.
 */
final class StuckLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StuckLog.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /**
     * The periods without any progress after which it looks; a node that works takes at most a few seconds for a step.
     */
    private static final int PATIENCE_PERIODS = 5;

    private static final int NAMED_PARTITIONS = 3;

    private static final String SENTENCE =
            "The counted state cannot be read: in %s a transaction of producer %s is open that its coordinator has ended,"
                    + " as brokers of Kafka 4.3.0 to 4.4.0 leave it when they are killed in a commit.";

    private final HungTransactions transactions;
    private final BooleanSupplier isRunning;
    private final LongSupplier progress;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "footfall-stuck-log");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<String> sentence = Optional.empty();
    private Set<Open> suspects = Set.of();
    private long lastProgress = -1;
    private int periods;

    /**
     * A watch that has not begun.
     *
     * @param isRunning the node counts all that it is to count
     * @param progress a number that grows with each record restored or counted
     */
    StuckLog(HungTransactions transactions, BooleanSupplier isRunning, LongSupplier progress) {
        this.transactions = transactions;
        this.isRunning = isRunning;
        this.progress = progress;
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The reason why this node will never be ready, and the way out; empty as long as it may be. */
    Optional<String> sentence() {
        return sentence;
    }

    /** Looks once; what was found twice in a row is said. */
    void look() {
        long now = progress.getAsLong();
        boolean isMoving = isRunning.getAsBoolean() || now != lastProgress;
        lastProgress = now;
        periods = isMoving ? 0 : periods + 1;
        if (isMoving) {
            suspects = Set.of();
            sentence = Optional.empty();
        }
        if (periods >= PATIENCE_PERIODS) search();
    }

    private void search() {
        try {
            Set<Open> found = transactions.find();
            boolean isSure = !found.isEmpty() && found.equals(suspects);
            suspects = found;
            if (!isSure) return;
            String words = describe(found) + " Stop every node and run `footfall rebuild`: the log of events is whole.";
            if (sentence.isEmpty()) LOG.error("{}", words);
            sentence = Optional.of(words);
        } catch (ExecutionException | IllegalStateException e) { // asked again in a moment
            LOG.debug("The transactions of the changelogs could not be asked for", e);
        }
    }

    /** The defect in one sentence. */
    static String describe(Set<Open> hung) {
        String partitions = hung.stream()
                .map(open -> open.partition().toString())
                .distinct()
                .sorted()
                .limit(NAMED_PARTITIONS)
                .collect(Collectors.joining(", "));
        long number = hung.stream().map(Open::partition).distinct().count();
        String producers = hung.stream()
                .map(open -> Long.toString(open.producerId()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String more = number > NAMED_PARTITIONS ? " and %d more partitions".formatted(number - NAMED_PARTITIONS) : "";
        return SENTENCE.formatted(partitions + more, producers);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
