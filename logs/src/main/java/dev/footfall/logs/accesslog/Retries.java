package dev.footfall.logs.accesslog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.logs.accesslog.BatchSender.UndeliveredException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** For what has time: while Kafka is away it is asked again, with growing pauses. */
record Retries(int mostAttempts, Backoff.Sleeper sleeper, Consumer<String> notices) {
    <T> T of(Supplier<T> question) {
        for (int failed = 1; ; failed++) {
            try {
                return question.get();
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
                failure.getMessage() + "; read the file again when Kafka is back: no line counts twice");
    }
}
