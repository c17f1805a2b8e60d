package dev.footfall.queryapi.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response while it comes in, read by one thread. The JDK's own stream waits for ever for a sender that is
 * silent; this one fails.
 */
final class TimedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    private final Duration laterPatience;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>(); // one is requested at a time
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private Duration patience;

    private record Piece(List<ByteBuffer> bytes, boolean isLast, Optional<Throwable> failure) {}

    /** {@code first} is the time for its first bytes, {@code later} that for any others. */
    TimedBody(Duration first, Duration later) {
        this.patience = first;
        this.laterPatience = later;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, false, Optional.empty()));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), true, Optional.of(failure)));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, Optional.empty()));
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : unread.element().get() & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (isAtEnd()) return -1;
        ByteBuffer next = unread.element();
        int size = Math.min(length, next.remaining());
        next.get(bytes, offset, size);
        return size;
    }

    private boolean isAtEnd() throws IOException {
        unread.removeIf(bytes -> !bytes.hasRemaining());
        while (unread.isEmpty()) {
            Piece piece = next();
            if (piece.failure().isPresent())
                throw new IOException("the peer broke off", piece.failure().get());
            if (piece.isLast()) return true;
            piece.bytes().stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
            subscription.join().request(1);
        }
        return false;
    }

    private Piece next() throws IOException {
        try {
            Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (piece == null) throw new IOException("the peer was silent for " + patience);
            if (piece.isLast()) pieces.add(piece); // it stays the last
            patience = laterPatience;
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a peer was read", e);
        }
    }

    @Override
    public void close() {
        var unused = subscription.thenAccept(Flow.Subscription::cancel);
    }
}
