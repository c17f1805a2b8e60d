package dev.footfall.aggregator.recovery;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Calls of Kafka's admin client, made blocking. */
final class AdminCalls {
    private static final long TIMEOUT_SECONDS = 30;

    private AdminCalls() {}

    /** Fails with {@link IllegalStateException} after {@value #TIMEOUT_SECONDS} seconds. */
    static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not answer within " + TIMEOUT_SECONDS + " s", e);
        }
    }
}
