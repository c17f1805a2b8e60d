package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends {@linkplain HungTransactions hung transactions}, which would keep a node from being ready for ever. */
public final class StuckLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StuckLog.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** The periods from one look to the next while the node is not ready. */
    private static final int PATIENCE_PERIODS = 5;

    /** Looks for markers that are still being written, for five seconds in all. */
    private static final int MOST_LOOKS = 100;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int NAMED_PARTITIONS = 3;

    private static final String SENTENCE =
            "%s had an open transaction of producer %s that its coordinator had lost or ended, as after a power "
                    + "failure: ending it.";

    private final HungTransactions transactions;
    private final boolean isAlone;
    private final BooleanSupplier isRunning;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("footfall-stuck-log", true));
    private Set<OpenTransaction> suspects = Set.of();
    private int periods;

    public StuckLog(Admin admin, StateId state, boolean isAlone, BooleanSupplier isRunning) {
        this.transactions = new HungTransactions(admin, state);
        this.isAlone = isAlone;
        this.isRunning = isRunning;
    }

    /** Ends what hangs before a node starts that is alone; among others it is left to the watch. */
    public void endHung() {
        if (!isAlone) return;
        try {
            for (int looks = 0; looks < MOST_LOOKS && transactions.areEnding(); looks++) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            end();
        } catch (ExecutionException | IllegalStateException e) { // the watch looks again
            LOG.warn("The transactions of the counted state could not be examined: {}", String.valueOf(e.getCause()));
        }
    }

    private void end() throws ExecutionException {
        Set<OpenTransaction> ended = transactions.end();
        if (!ended.isEmpty()) LOG.warn("{}", describe(ended));
    }

    public void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; what was found twice in a row is ended. */
    void look() {
        periods = isRunning.getAsBoolean() ? 0 : periods + 1;
        if (periods == 0) suspects = Set.of();
        else if (periods % PATIENCE_PERIODS == 0) search();
    }

    private void search() {
        try {
            Set<OpenTransaction> found = transactions.find();
            boolean isSure = !found.isEmpty() && found.equals(suspects);
            suspects = found;
            if (isSure) end();
        } catch (ExecutionException | IllegalStateException e) { // asked again in a moment
            LOG.debug("The transactions of the changelogs could not be listed", e);
        }
    }

    static String describe(Set<OpenTransaction> hung) {
        String partitions = hung.stream()
                .map(open -> open.partition().toString())
                .distinct()
                .sorted()
                .limit(NAMED_PARTITIONS)
                .collect(Collectors.joining(", "));
        long number = hung.stream().map(OpenTransaction::partition).distinct().count();
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
