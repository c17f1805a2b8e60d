package dev.footfall.ingest.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The acknowledgements of one batch, counted: one future for all of its records, decided by the last or a failure. */
final class Acknowledgements implements Callback {
    private final AtomicInteger missing;
    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();

    Acknowledgements(int records) {
        this.missing = new AtomicInteger(records);
        if (records == 0) delivery.complete(new Delivery.Acknowledged());
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) fail(failure);
        else if (missing.decrementAndGet() == 0) delivery.complete(new Delivery.Acknowledged());
    }

    void fail(Exception failure) {
        String message = failure.getMessage();
        delivery.complete(new Delivery.Unavailable(
                message == null || message.isBlank() ? failure.getClass().getSimpleName() : message));
    }

    boolean isDecided() {
        return delivery.isDone();
    }

    CompletableFuture<Delivery> delivery() {
        return delivery;
    }
}
