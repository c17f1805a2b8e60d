package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The requests of publishers: the memory that they take, the bodies that they send, and their answers. None has a thread
 * while it waits.
 */
final class Bodies {
    private static final int UNKNOWN = -1;

    private final InFlightBytes inFlight;
    private final SlowCallers slowCallers;
    private final Executor answering;

    /**
     * The bodies of all routes of a server.
     *
     * @param answering the threads that send answers, so that a slow caller never holds up the publisher's thread
     */
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
        return received(context, new Intake(share, 0, UNKNOWN), Optional.of(Replies.busy()))
                .thenApply(
                        said -> said instanceof Submission.Refused<byte[]> refused ? refused.reply() : Replies.busy());
    }

    /** Receives a body of JSON of at most this many bytes, packed and unpacked. */
    CompletableFuture<Submission<Body>> receive(Context context, InFlightBytes.Share share, int mostBytes) {
        return receive(context, share, mostBytes, Body.refusal(context, mostBytes));
    }

    /** The same of a body of which the headers don't say what is in it. */
    CompletableFuture<Submission<Body>> receiveAnyKind(Context context, InFlightBytes.Share share, int mostBytes) {
        return receive(context, share, mostBytes, Body.refusalOfAnyKind(context, mostBytes));
    }

    private CompletableFuture<Submission<Body>> receive(
            Context context, InFlightBytes.Share share, int mostBytes, Optional<Reply> refusal) {
        var intake = new Intake(share, mostBytes, context.req().getContentLengthLong());
        return received(context, intake, refusal)
                .thenApply(said -> said.then(bytes -> Body.of(context, bytes, new Intake(share, mostBytes, UNKNOWN))));
    }

    private CompletableFuture<Submission<byte[]>> received(Context context, Intake intake, Optional<Reply> refusal) {
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
}
