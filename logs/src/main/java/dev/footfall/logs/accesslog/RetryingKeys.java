package dev.footfall.logs.accesslog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.logs.accesslog.BatchSender.UndeliveredException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Keys for what has time: while Kafka is away they are asked for again, with growing pauses. */
record RetryingKeys(VisitorKeys keys, int mostAttempts, Backoff.Sleeper sleeper, Consumer<String> notices)
        implements VisitorKeys {
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

    @Override
    public Optional<String> country(String address) {
        return keys.country(address);
    }

    @Override
    public Optional<String> network(String address) {
        return keys.network(address);
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
