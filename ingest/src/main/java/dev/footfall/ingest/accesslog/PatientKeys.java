package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.accesslog.BatchSender.UndeliveredException;
import java.time.Instant;
import java.util.function.Consumer;

/** Keys for what has time: while Kafka is away they are asked for again, with growing pauses. */
final class PatientKeys implements VisitorKeys {
    private final VisitorKeys keys;
    private final int mostAttempts;
    private final Backoff.Sleeper sleeper;
    private final Consumer<String> notices;

    /**
     * Keys that are asked for so many times.
     *
     * @param notices hears once for each absence that there is none
     */
    PatientKeys(VisitorKeys keys, int mostAttempts, Backoff.Sleeper sleeper, Consumer<String> notices) {
        this.keys = keys;
        this.mostAttempts = mostAttempts;
        this.sleeper = sleeper;
        this.notices = notices;
    }

    /**
     * The key of this time's day.
     *
     * @throws UndeliveredException if it was asked for too often, or the thread is interrupted
     */
    @Override
    public VisitorSecret at(Instant time) {
        for (int failed = 1; ; failed++) {
            try {
                return keys.at(time);
            } catch (SharedLogUnavailableException e) {
                if (failed == mostAttempts) throw undelivered(e);
                if (failed == 1) notices.accept(e.getMessage() + "; trying again");
                pause(failed, e);
            }
        }
    }

    private void pause(int failed, SharedLogUnavailableException failure) {
        try {
            sleeper.sleep(Backoff.after(failed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw undelivered(failure);
        }
    }

    private static UndeliveredException undelivered(SharedLogUnavailableException failure) {
        return new UndeliveredException(
                failure.getMessage() + "; read the file again when it is back: no line counts twice");
    }
}
