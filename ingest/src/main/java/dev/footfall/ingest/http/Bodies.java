package dev.footfall.ingest.http;

import dev.footfall.web.BodyPace;
import dev.footfall.web.BodyReader;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Publishers' requests: memory, bodies and answers, without a waiting thread; {@code answering} sends the answers. */
public record Bodies(InFlightBytes inFlight, BodyPace pace, Executor answering) {
    private static final int UNKNOWN = -1;
    private static final long MAX_RECEIVED_BYTES = 5L * Body.MAX_BYTES;

    /** Answers by a body, within memory held until then; an {@link HttpProblemException} of {@code work} is an answer, too. */
    public void answer(Context context, int publisher, BodyKind kind, Function<Body, CompletableFuture<Reply>> work) {
        answer(context, publisher, kind, work, () -> {});
    }

    /** {@code onRefused} is run if the answer is a problem of this request. */
    public void answer(
            Context context,
            int publisher,
            BodyKind kind,
            Function<Body, CompletableFuture<Reply>> work,
            Runnable onRefused) {
        InFlightBytes.Share share = inFlight.of(publisher);
        boolean isFree = share.begin(InFlightBytes.LEAST);
        Optional<Reply> refusal = isFree ? kind.refusal(context) : Optional.of(Replies.busy());
        context.future(() -> CompletableFuture.completedFuture(new Reception(context, share, kind, refusal))
                .thenCompose(this::body)
                .thenCompose(work)
                .exceptionally(failure -> refused(failure, isFree ? onRefused : () -> {}))
                .whenComplete((reply, failure) -> share.release())
                .thenAcceptAsync(reply -> Replies.send(reply, context), answering));
    }

    private static Reply refused(Throwable failure, Runnable onRefused) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof HttpProblemException problem)) throw new CompletionException(cause);
        onRefused.run();
        return problem.reply();
    }

    private CompletableFuture<Body> body(Reception reception) {
        Context context = reception.context;
        boolean isNow = reception.kind.isAbsentIn(context) || context.req().getHeader("Expect") != null;
        if (isNow && reception.refusal.isPresent()) throw new HttpProblemException(reception.refusal.get());
        if (reception.kind.isAbsentIn(context)) {
            return CompletableFuture.completedFuture(new Body.Decoded(new byte[0]));
        }
        var request = ServletContextRequest.getServletContextRequest(context.req());
        return new BodyReader(request, MAX_RECEIVED_BYTES, reception::take)
                .receive(pace)
                .handle(reception::end);
    }

    /** A body on its way in: kept as long as nothing speaks against it. */
    private static final class Reception {
        private final Context context;
        private final InFlightBytes.Share share;
        private final BodyKind kind;
        private final BodyIntake intake;
        private Optional<Reply> refusal;

        Reception(Context context, InFlightBytes.Share share, BodyKind kind, Optional<Reply> refusal) {
            this.context = context;
            this.share = share;
            this.kind = kind;
            this.intake = new BodyIntake(share, kind.most(), context.req().getContentLengthLong());
            this.refusal = refusal;
        }

        void take(ByteBuffer bytes) {
            while (refusal.isEmpty() && bytes.hasRemaining()) {
                if (!intake.makeRoom()) refuse(Replies.busy());
                else intake.take(bytes);
                if (intake.isTooLarge()) refuse(Body.tooLarge(kind.most()));
            }
        }

        private void refuse(Reply reply) {
            refusal = Optional.of(reply);
            intake.drop();
        }

        Body end(@Nullable Boolean isWhole, @Nullable Throwable failure) {
            if (failure instanceof HttpException broken) {
                throw new HttpProblemException(FailureReplies.notHttp(broken));
            }
            if (failure != null) throw new HttpProblemException(Replies.tooSlow());
            if (Boolean.TRUE.equals(isWhole)) Replies.markReceived(context);
            if (refusal.isPresent()) throw new HttpProblemException(refusal.get());
            return Body.of(context, intake.bytes(), new BodyIntake(share, kind.most(), UNKNOWN));
        }
    }
}
