package dev.footfall.proofs.siege;

import dev.footfall.proofs.chaos.FaultLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Honest callers, each at an address of its own: they ask again until they are answered, and check the answer. */
final class Honest implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;
    private static final int BEFORE_ANOTHER_TRY_MILLIS = 50;
    private static final String PUBLISHER = "127.0.2.4";

    private final Besieged target;
    private final Filling filling;
    private final FaultLog faultLog;
    private final StatusTally heard = new StatusTally();
    private final Times times = new Times();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean isOver;

    Honest(Besieged target, Filling filling, FaultLog faultLog) {
        this.target = target;
        this.filling = filling;
        this.faultLog = faultLog;
    }

    /** The statuses that they heard. */
    StatusTally heard() {
        return heard;
    }

    /** The times that they waited. */
    Times times() {
        return times;
    }

    void start() {
        callers.add(new Thread(() -> ask(Wait.HEALTH, "127.0.2.1", () -> "/health", "{\"status\":\"up\"}"::equals)));
        callers.add(new Thread(() -> ask(Wait.READY, "127.0.2.2", () -> "/ready", Honest::isReady)));
        var turn = new int[1];
        callers.add(new Thread(
                () -> ask(Wait.STATS, "127.0.2.3", () -> filling.watched(turn[0]++), filling.totals()::equals)));
        callers.add(new Thread(this::publish));
        callers.forEach(Thread::start);
    }

    private static boolean isReady(String body) {
        return body.startsWith("{\"ready\":true,");
    }

    private void ask(Wait wait, String from, Supplier<String> paths, Predicate<String> isRight) {
        try {
            while (!isOver) {
                long sinceNanos = System.nanoTime();
                if (!isAnswered(target.query(from), RawRequest.get(paths.get()), 200, isRight)) return;
                times.add(wait, sinceNanos);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks until there is an answer, right or wrong; false when it is over before. */
    private boolean isAnswered(Door door, byte[] request, int status, Predicate<String> isRight)
            throws InterruptedException {
        while (!isOver) {
            Optional<Heard> answer = door.ask(request);
            heard.add(answer.map(Heard::status).orElse(StatusTally.NONE));
            Verdict verdict = Verdict.of(answer, status, isRight);
            if (verdict == Verdict.WRONG) faultLog.accept("an honest caller heard " + answer.orElseThrow());
            if (verdict != Verdict.REFUSED) return true;
            Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
        }
        return false;
    }

    /** Sends one event after another, and asks for each until it is there. */
    private void publish() {
        var counted = new Counted();
        try {
            for (long number = 0; !isOver; number++) {
                counted.sending();
                long sinceNanos = System.nanoTime();
                byte[] event = RawRequest.events(Besieged.HONEST_KEY, event(number));
                if (!isAnswered(target.ingest(PUBLISHER), event, 202, Honest::isTaken)) return;
                times.add(Wait.ACCEPTED, sinceNanos);
                long takenNanos = System.nanoTime();
                if (!isSeen(counted)) return;
                times.add(Wait.FRESH, takenNanos);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSeen(Counted counted) throws InterruptedException {
        byte[] question = RawRequest.get("/models/honest/fresh/stats");
        while (!counted.isWhole()) {
            Optional<Heard> answer = target.query(PUBLISHER).ask(question);
            heard.add(answer.map(Heard::status).orElse(StatusTally.NONE));
            Verdict verdict = Verdict.of(answer, 200, counted::isRight);
            boolean isUnknown = answer.filter(said -> said.status() == 404).isPresent();
            if (verdict == Verdict.WRONG && !(isUnknown && counted.mayBeUnknown())) {
                faultLog.accept("an honest publisher heard " + answer.orElseThrow());
            }
            if (isOver) return false;
            Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
        }
        return true;
    }

    private static boolean isTaken(String body) {
        return body.equals("{\"accepted\":1,\"rejected\":[]}");
    }

    private static String event(long number) {
        return "{\"id\":\"fresh-" + number + "\",\"time\":\"2023-06-01T12:00:00Z\",\"repo_type\":\"model\","
                + "\"repo\":\"honest/fresh\",\"method\":\"GET\",\"status\":200,\"user\":\"reader-" + number + "\"}\n";
    }

    /** Asks no more, and waits for the last answers. */
    void finish() throws InterruptedException {
        isOver = true;
        for (Thread caller : callers) caller.join();
    }

    @Override
    public void close() {
        isOver = true;
        callers.forEach(Thread::interrupt);
    }
}
