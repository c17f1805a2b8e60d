package dev.footfall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.bench.RowCheck.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Downloads in batches, at most 5,000 a second until the product is gone, each by a new visitor of repositories
 * without other traffic.
 */
final class LiveTraffic {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARCEL_EVENTS = 100;
    private static final Duration BETWEEN_PARCELS = Duration.ofMillis(20);

    private final Catalog catalog;
    private final Catalog.Range repositories;
    private final EventText text;
    private final long timeMillis;
    private long serial;
    private long sent;
    private long acknowledged;

    LiveTraffic(Catalog catalog, Catalog.Range repositories, long seed, long timeMillis) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.text = new EventText(catalog, seed);
        this.timeMillis = timeMillis;
    }

    /** Sends until the product stops answering; join it before any other call. */
    CompletableFuture<Void> sendTo(ProductProcess product) {
        return CompletableFuture.runAsync(
                () -> sendUntilGone(product.ingestPort()), task -> new Thread(task, "live-traffic").start());
    }

    private void sendUntilGone(int port) {
        try (var connection = new HttpConnection(port)) {
            while (true) {
                byte[] parcel = HttpConnection.post("/v1/events", parcel());
                sent += PARCEL_EVENTS;
                int status = connection.send(parcel).status();
                if (status != 202) throw new IllegalStateException("ingest answered " + status);
                acknowledged += PARCEL_EVENTS;
                LockSupport.parkNanos(BETWEEN_PARCELS.toNanos());
            }
        } catch (UncheckedIOException e) {
            // it was killed, as it should be
        }
    }

    private byte[] parcel() {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < PARCEL_EVENTS; i++) {
            body.writeBytes(text.of(event()));
            body.write('\n');
        }
        return body.toByteArray();
    }

    private LoadEvent event() {
        while (true) {
            int repository = repositories.from() + (int) (serial % (repositories.to() - repositories.from()));
            var event = new LoadEvent(serial, repository, (int) serial, timeMillis);
            serial++;
            if (event.kind() == LoadEvent.Kind.FILE) return event;
        }
    }

    /** Checks that the downloads are at least those acknowledged and at most those sent. */
    Verdict check(ProductProcess product) {
        long counted = 0;
        try (var connection = new HttpConnection(product.queryPort())) {
            for (int index = repositories.from(); index < repositories.to(); index++) {
                byte[] question = HttpConnection.get(HttpRows.path(catalog.id(index)) + "/stats");
                HttpConnection.Response response = connection.send(question);
                if (response.status() == 200)
                    counted += JSON.readTree(response.body()).path("downloads").asLong();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isRight = acknowledged <= counted && counted <= sent;
        String wrong = "expected " + acknowledged + " to " + sent + " live downloads, answered " + counted;
        return new Verdict(1, isRight ? 0 : 1, isRight ? "" : wrong);
    }
}
