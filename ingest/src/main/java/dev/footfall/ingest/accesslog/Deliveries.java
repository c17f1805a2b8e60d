package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.publish.Delivery;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for a delivery. */
final class Deliveries {
    private Deliveries() {}

    /** Waits for the result; a publisher's future never fails, and if one does it is a bug. */
    static Delivery await(CompletableFuture<Delivery> delivery) throws InterruptedException {
        try {
            return delivery.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a publisher failed instead of answering", e.getCause());
        }
    }
}
