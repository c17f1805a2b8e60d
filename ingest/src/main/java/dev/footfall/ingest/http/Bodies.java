package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.Parsed;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;

/**
 * The requests of publishers: the memory that they take, the bodies that they send, and their answers. None has a thread
 * while it waits.
 */
final class Bodies {
    private static final int UNKNOWN = -1;

    private final InFlightBytes inFlight;
    private final SlowCallers slowCallers;
    private final Executor answering;

    /** Answers are sent by {@code answering}, so that a slow caller never holds up the publisher's thread. */
    Bodies(InFlightBytes inFlight, SlowCallers slowCallers, Executor answering) {
        this.inFlight = inFlight;
        this.slowCallers = slowCallers;
        this.answering = answering;
    }

    /** Answers a request, within memory that it holds until the answer is known. */
    void answer(Context context, int publisher, Function<InFlightBytes.Share, CompletableFuture<Reply>> work) {
        InFlightBytes.Share share = inFlight.of(publisher);
        boolean isFree = share.begin(InFlightBytes.LEAST);
        context.future(() -> CompletableFuture.completedFuture(share)
                .thenCompose(isFree ? work : none -> refuse(context, share))
                .whenComplete((reply, failure) -> share.release())
                .thenAcceptAsync(reply -> Replies.send(reply, context), answering));
    }

    private CompletableFuture<Reply> refuse(Context context, InFlightBytes.Share share) {
        return received(context, new InFlightBytes.Intake(share, 0, UNKNOWN), Optional.of(Replies.busy()))
                .thenApply(
                        said -> said instanceof Submission.Refused<byte[]> refused ? refused.reply() : Replies.busy());
    }

    /** Receives a body of JSON of at most this many bytes, packed and unpacked. */
    CompletableFuture<Submission<Body>> receive(Context context, InFlightBytes.Share share, int mostBytes) {
        return receive(context, share, mostBytes, Body.refusal(context, mostBytes));
    }

    CompletableFuture<Submission<Body>> receiveAnyKind(Context context, InFlightBytes.Share share, int mostBytes) {
        return receive(context, share, mostBytes, Body.refusalOfAnyKind(context, mostBytes));
    }

    private CompletableFuture<Submission<Body>> receive(
            Context context, InFlightBytes.Share share, int mostBytes, Optional<Reply> refusal) {
        var intake = new InFlightBytes.Intake(share, mostBytes, context.req().getContentLengthLong());
        return received(context, intake, refusal)
                .thenApply(said -> said.then(
                        bytes -> Body.of(context, bytes, new InFlightBytes.Intake(share, mostBytes, UNKNOWN))));
    }

    private CompletableFuture<Submission<byte[]>> received(
            Context context, InFlightBytes.Intake intake, Optional<Reply> refusal) {
        boolean waitsForLeave = context.req().getHeader("Expect") != null;
        if (waitsForLeave && refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Submission.Refused<>(refusal.get()));
        }
        try {
            ServletInputStream input = context.req().getInputStream();
            var reception = new Reception(input, intake, refusal);
            CompletableFuture<Submission<byte[]>> end = slowCallers.endOf(reception);
            input.setReadListener(reception);
            return end;
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * A body on its way in, which has a thread only while there is something to read. One that is refused is read to its end
     * too, within a bound: a caller that still sends when the connection closes never sees why.
     */
    static final class Reception implements ReadListener {
        private static final int MAX_DISCARDED_BYTES = 4 * Body.MAX_BYTES;
        private static final int DISCARDED_AT_ONCE = 8 << 10;

        private final ServletInputStream input;
        private final InFlightBytes.Intake intake;
        private final CompletableFuture<Submission<byte[]>> end = new CompletableFuture<>();
        private final AtomicLong received = new AtomicLong();
        private Optional<Reply> refusal;
        private long discarded;

        Reception(ServletInputStream input, InFlightBytes.Intake intake, Optional<Reply> refusal) {
            this.input = input;
            this.intake = intake;
            this.refusal = refusal;
        }

        /** All of its bytes, once they are here, or the answer to a body that is not taken. */
        CompletableFuture<Submission<byte[]>> end() {
            return end;
        }

        long received() {
            return received.get();
        }

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
            cut(failure instanceof HttpException broken ? Replies.Failures.notHttp(broken) : Replies.tooSlow());
        }
    }

    /** The content of a request, or the reply to one that has none that can be taken. */
    sealed interface Submission<T> {
        <R> Submission<R> then(Function<T, Submission<R>> step);

        /** The fact, or the 400 that names what is wrong. */
        static <T> Submission<T> of(Parsed<T> parsed) {
            return parsed.fold(Fact::new, Submission::bad);
        }

        static <T> Submission<T> bad(Decoded.Malformed reason) {
            return new Refused<>(Replies.badField(reason));
        }

        record Fact<T>(T fact) implements Submission<T> {
            @Override
            public <R> Submission<R> then(Function<T, Submission<R>> step) {
                return step.apply(fact);
            }
        }

        record Refused<T>(Reply reply) implements Submission<T> {
            @Override
            public <R> Submission<R> then(Function<T, Submission<R>> step) {
                return new Refused<>(reply);
            }
        }
    }
}
