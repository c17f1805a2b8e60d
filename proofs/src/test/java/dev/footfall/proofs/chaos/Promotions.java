package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.chaos.Balancer.Body;
import dev.footfall.proofs.chaos.Balancer.Errand;
import dev.footfall.proofs.cluster.Server;
import dev.footfall.standalone.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * An administrator who has another state counted, and by turns it and the main one answer, each time through another node.
 * A decision may be refused while nodes are down; it is tried again.
 */
final class Promotions {
    private static final String MAIN = "main";
    private static final String STATE = "other";
    private static final String PATH = "/v1/whatif";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final int LONGEST_PAUSE_MILLIS = 20_000;

    private final AnsweringRules rules;
    private final Balancer nodes;
    private final SplittableRandom random;
    private final Consumer<String> faultLog;
    private final Consumer<String> notes;
    private final Thread thread = new Thread(this::run, "promotions");
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean isOver;

    Promotions(ChaosOptions options, List<? extends Server> nodes, Consumer<String> faultLog) {
        this.rules = AnsweringRules.of(options.settings());
        this.nodes = new Balancer(nodes, PATIENCE);
        this.random = new SplittableRandom(options.seed());
        this.faultLog = faultLog;
        this.notes = options.notes();
    }

    /** The number of promotions, those that took one back included. */
    long made() {
        return made.get();
    }

    /** The number of those that were refused. */
    long refused() {
        return refused.get();
    }

    /** The number of those that were not answered, made or not. */
    long unanswered() {
        return unanswered.get();
    }

    /** Has the other state counted, and begins to change places. */
    void start() throws InterruptedException {
        String gap = rules.other().rules().gap().toString();
        String wish = "{\"set\":{\"" + Setting.SESSION_GAP.key() + "\":\"" + gap + "\"}}";
        long giveUpNanos = System.nanoTime() + SETTLED_WITHIN.toNanos();
        Optional<ServerAnswer> counted = nodes.ask(post("count", wish), any -> {});
        while (!isCounted(counted)) {
            if (System.nanoTime() > giveUpNanos)
                throw new IllegalStateException("the state by " + rules.other().id() + " is not counted: " + counted);
            Thread.sleep(1_000);
            counted = nodes.ask(post("count", wish), any -> {});
        }
        thread.start();
    }

    private boolean isCounted(Optional<ServerAnswer> answer) {
        String by = answer.map(said -> said.json().path("rules").asText()).orElse("");
        return by.equals(rules.other().id());
    }

    /** Changes places no more. */
    void finish() throws InterruptedException {
        isOver = true;
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (!isOver) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                Optional<String> name = answering();
                if (name.isPresent()) change(name.get().equals(MAIN));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the main state answer, or the other one. */
    void settle(boolean isMain) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!answering().equals(Optional.of(isMain ? MAIN : STATE))) {
            if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("the states did not change places");
            change(!isMain);
            Thread.sleep(1_000);
        }
    }

    /** The name of the state that answers; empty if nobody says. */
    private Optional<String> answering() throws InterruptedException {
        Errand question = new Errand(PATH, Optional.empty(), Optional.of(SumQuestions.ADMINISTRATOR));
        Optional<JsonNode> first = nodes.askOne(question)
                .map(answer -> answer.json().path("states").path(0).path("state"));
        return first.map(JsonNode::asText).filter(name -> !name.isEmpty());
    }

    private void change(boolean isPromotion) throws InterruptedException {
        String what = isPromotion ? "promote" : "demote";
        Optional<ServerAnswer> answer = nodes.askOne(post(what, "{\"reason\":\"chaos\"}"));
        int status = answer.map(ServerAnswer::status).orElse(0);
        notes.accept(what
                + answer.map(said -> " through " + said.from() + ": " + status + refusal(said))
                        .orElse(": no answer"));
        switch (status) {
            case 0, 202 -> unanswered.incrementAndGet();
            case 200 -> made.incrementAndGet();
            case 409, 503 -> refused.incrementAndGet();
            default -> faultLog.accept("a decision about states: " + answer);
        }
    }

    private static String refusal(ServerAnswer answer) {
        return answer.status() == 200 ? "" : " " + answer.json().path("detail").asText();
    }

    private static Errand post(String what, String body) {
        return new Errand(
                PATH + "/" + STATE + "/" + what,
                Optional.of(Body.ofPost("application/json", body)),
                Optional.of(SumQuestions.ADMINISTRATOR));
    }
}
