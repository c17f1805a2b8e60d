package dev.footfall.operations.sealing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals the counted partitions once a day; a failure, as of two nodes that seal the same one, is tried the next day. */
public final class DailySealing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DailySealing.class);
    private static final long FIRST_AFTER_MINUTES = 10;
    private static final long BETWEEN_MINUTES = TimeUnit.DAYS.toMinutes(1);

    private final Duration retention;
    private final IntPredicate isCountedHere;
    private final Function<LocalDate, LogSealing> sealing;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("sealing", true));

    /** Begins some minutes after the start: a node counts little before. */
    public DailySealing(Duration retention, IntPredicate isCountedHere, Function<LocalDate, LogSealing> sealing) {
        this.retention = retention;
        this.isCountedHere = isCountedHere;
        this.sealing = sealing;
        var unused = timer.scheduleWithFixedDelay(
                () -> seal(Instant.now()), FIRST_AFTER_MINUTES, BETWEEN_MINUTES, TimeUnit.MINUTES);
    }

    void seal(Instant now) {
        LocalDate before = LocalDate.ofInstant(now.minus(retention), ZoneOffset.UTC);
        try {
            SealingResult result = sealing.apply(before).seal(isCountedHere, done -> {});
            LOG.info(
                    "Days before {} are sealed: {} of repositories, {} of them new or changed; {} records of the log are"
                            + " deleted",
                    before,
                    result.days(),
                    result.written(),
                    result.removed());
            warn(result.kept());
            if (result.open() > 0) {
                LOG.info("{} days before {} wait for an event after {}", result.open(), before, result.closed());
            }
        } catch (RuntimeException e) { // the edge of the thread
            LOG.warn("Days before {} could not be sealed; the next attempt is tomorrow", before, e);
        }
    }

    private static void warn(SealingResult.Kept kept) {
        if (kept.others() > 0) {
            LOG.info("{} days stay as sealed by other rules: a rebuild needs sealed.other-rules=keep", kept.others());
        }
        if (!kept.altered().isEmpty()) {
            LOG.warn(
                    "{} days were sealed with counts that a state with the same rules does not have (footfall seal --repair): {}",
                    kept.altered().size(),
                    String.join(", ", kept.altered()));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
