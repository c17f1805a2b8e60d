package dev.footfall.proofs.siege;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Callers who send what no client sends. What is private is held against what is unknown meanwhile. Safe for any number of
 * threads.
 */
final class Fuzz implements Attack {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** For a connection left open, which the server may keep for longer: it bounds the rate of all requests. */
    private static final Duration PATIENCE_LEFT_OPEN = Duration.ofSeconds(5);

    private static final int ONE_OF_INGEST = 3;
    private static final int ONE_WITH_RIGHTS = 4;
    private static final int ONE_LEFT_OPEN = 500;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_SHOWN = 2_000;
    private static final int THREADS = 16;

    private final Hidden hidden;
    private final RequestCorpus corpus;
    private final DescribedRequests described;
    private final Consumer<String> faults;
    private final AtomicLong left;
    private final AtomicLong comparisons = new AtomicLong();
    private final AtomicLong undecided = new AtomicLong();
    private final AtomicLong differences = new AtomicLong();

    /**
     * Callers that have sent nothing yet.
     *
     * @param hidden the private names
     * @param described requests by callers who have rights, of whom nothing is hidden
     * @param most the requests that they send in all
     * @param faults receives answers of 500, and differences
     */
    Fuzz(Hidden hidden, DescribedRequests described, long most, Consumer<String> faults) {
        this.described = described;
        this.hidden = hidden;
        this.corpus = new RequestCorpus(hidden.name());
        this.left = new AtomicLong(most);
        this.faults = faults;
    }

    /** The number of requests about private names that were compared with the same about unknown ones. */
    long comparisons() {
        return comparisons.get();
    }

    /** The number of comparisons that came to no end. */
    long undecided() {
        return undecided.get();
    }

    /**
     * The number of comparisons that differed, and of answers that named a private repository to a caller who had not.
     */
    long differences() {
        return differences.get();
    }

    @Override
    public void run(Wave wave) {
        var mutation = new Mutation(wave.random());
        while (!wave.isOver().getAsBoolean() && left.getAndDecrement() > 0) {
            if (wave.random().nextInt(ONE_WITH_RIGHTS) == 0) {
                ask(wave, door(wave, false), mutation.of(described.next(wave.random())));
                continue;
            }
            boolean isForIngest = wave.random().nextInt(ONE_OF_INGEST) == 0;
            Draft draft = isForIngest ? corpus.ingest(wave.random()) : corpus.query(wave.random());
            String request = mutation.of(draft);
            Door door = door(wave, isForIngest);
            if (hidden.isNamedIn(request)) compare(wave, door, request);
            else lookFor(Hidden.PRIVATE, request, ask(wave, door, request));
        }
    }

    private static Door door(Wave wave, boolean isForIngest) {
        String from = Door.ofMany(wave.random());
        return isForIngest ? wave.target().ingest(from) : wave.target().query(from);
    }

    private void compare(Wave wave, Door door, String request) {
        Twins.Finding finding = Twins.compare(request, text -> ask(wave, door, text));
        comparisons.incrementAndGet();
        if (finding == Twins.Finding.UNDECIDED) undecided.incrementAndGet();
        if (finding == Twins.Finding.DIFFERENT) differ("private is not unknown to " + shown(request));
    }

    private void lookFor(String name, String request, Optional<Heard> answer) {
        if (request.contains(name)) return; // an answer may repeat what it is asked
        boolean isNamed =
                answer.map(Twins::body).filter(body -> body.contains(name)).isPresent();
        if (isNamed) differ("what is private is named to " + shown(request));
    }

    private void differ(String what) {
        differences.incrementAndGet();
        faults.accept(what);
    }

    private Optional<Heard> ask(Wave wave, Door door, String request) {
        boolean isHalfClosed = wave.random().nextInt(ONE_LEFT_OPEN) > 0;
        Optional<Heard> answer =
                door.ask(RawRequest.bytes(request), isHalfClosed, isHalfClosed ? PATIENCE : PATIENCE_LEFT_OPEN);
        int status = answer.map(Fuzz::worstStatus).orElse(StatusTally.NONE);
        wave.heard().add(status);
        if (status == SERVER_ERROR) faults.accept("500 to " + shown(request));
        return answer;
    }

    /** The status of the answer, or of one of those that came after it on the same connection. */
    private static int worstStatus(Heard heard) {
        return heard.body().contains("HTTP/1.1 " + SERVER_ERROR) ? SERVER_ERROR : heard.status();
    }

    private static String shown(String request) {
        String text = JsonNodeFactory.instance.textNode(request).toString();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    /** Sends all of its requests, on some threads, and waits until they are answered. */
    void runToItsEnd(Besieged target, StatusTally heard, SplittableRandom random) throws InterruptedException {
        var all = new Thread[THREADS];
        for (int thread = 0; thread < THREADS; thread++) {
            var wave = new Wave(target, random.split(), heard, () -> left.get() <= 0);
            all[thread] = new Thread(() -> run(wave), "fuzz");
            all[thread].start();
        }
        for (Thread thread : all) thread.join();
    }
}
