package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;

/**
 * A body on its way in, which has a thread only while there is something to read. One that is refused is read to its end
 * too, within a bound: a caller that still sends when the connection closes never sees why.
 */
final class Reception implements ReadListener {
    private static final int MAX_DISCARDED_BYTES = 4 * Body.MAX_BYTES;
    private static final int DISCARDED_AT_ONCE = 8 << 10;

    private final ServletInputStream input;
    private final Intake intake;
    private final CompletableFuture<Submission<byte[]>> end = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();
    private Optional<Reply> refusal;
    private long discarded;

    /**
     * A body of which nothing has come.
     *
     * @param refusal the answer to one that is not taken, whatever comes
     */
    Reception(ServletInputStream input, Intake intake, Optional<Reply> refusal) {
        this.input = input;
        this.intake = intake;
        this.refusal = refusal;
    }

    /** All of its bytes, once they are here, or the answer to a body that is not taken. */
    CompletableFuture<Submission<byte[]>> end() {
        return end;
    }

    /** The number of bytes that have come. */
    long received() {
        return received.get();
    }

    /** Ends it with this answer, unless it has ended. */
    void cut(Reply reply) {
        end.complete(new Submission.Refused<>(reply));
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!end.isDone() && input.isReady()) {
            if (refusal.isEmpty() && !intake.makeRoom()) refuse(Replies.busy());
            int read = refusal.isEmpty() ? intake.readFrom(input) : discard();
            if (read < 0) return;
            received.addAndGet(read);
            if (intake.isTooLarge()) refuse(Body.tooLarge(intake.most()));
        }
    }

    private void refuse(Reply reply) {
        refusal = Optional.of(reply);
        intake.drop();
    }

    private int discard() throws IOException {
        int read = input.read(new byte[DISCARDED_AT_ONCE]);
        discarded += read;
        if (discarded > MAX_DISCARDED_BYTES) onAllDataRead();
        return read;
    }

    @Override
    public void onAllDataRead() {
        end.complete(refusal.<Submission<byte[]>>map(Submission.Refused::new)
                .orElseGet(() -> new Submission.Fact<>(intake.bytes())));
    }

    @Override
    public void onError(Throwable failure) {
        cut(failure instanceof HttpException broken ? Failures.notHttp(broken) : Replies.tooSlow());
    }
}
