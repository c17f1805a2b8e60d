package dev.footfall.queryapi.http.states;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.StateProgress;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.StateDiff;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.queryapi.states.States;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

record Decisions(States states, BackgroundPromotions promotions) {
    private static final int MAX_REASON = 500;
    private static final String STILL_PROMOTING =
            "This takes longer and continues in the background: the correction will be listed when it is complete";

    /** Lag in records: a state above is refused at once, one below is waited for. */
    private static final long SOON_COUNTED = 10_000;

    private static final Duration CATCH_UP = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 500;

    private static final StatePart EVERYTHING = StatePart.ofAll(QueryParameters.FIRST_DAY, QueryParameters.LAST_DAY);
    private static final Schema WITH_REASON = Schema.object()
            .and("reason", Schema.text(1, MAX_REASON).with("description", "Published with the correction."))
            .named("Decision");
    private static final Schema WITHOUT_REASON = Schema.object().named("NoDecision");

    Endpoint promote() {
        String meaning = "Makes all nodes answer from this state, and publishes what changes.";
        return published("promote", meaning, (to, reason) -> {
            CountedState from = states.live();
            if (from.name().equals(to.name())) throw new DecisionRefused("The state answers already");
            return corrected(from, to, reason);
        });
    }

    Endpoint demote() {
        String meaning = "Undoes the last promotion: the previous state answers again.";
        return published("demote", meaning, (from, reason) -> corrected(from, before(from), reason));
    }

    private Endpoint published(String verb, String meaning, BiFunction<CountedState, String, Correction> correction) {
        Operation operation = StatePath.described(
                        Operation.post("/v1/whatif/{state}/" + verb, meaning, WITH_REASON),
                        Response.json("The published correction.", CorrectionsEndpoint.TABLE.schema()))
                .answering(
                        Response.of(
                                202,
                                "It takes longer and continues in the background: the correction will be listed "
                                        + "when it is complete.",
                                Reply.JSON,
                                Schema.object().and("detail", Schema.text()).named("StillPromoting")),
                        Responses.BAD_PARAMETER)
                .answering(StatePath.REFUSALS);
        return Endpoint.of(operation, request -> {
            var unused = request.administrator();
            String reason = Request.text(request.decision("reason"), "reason", MAX_REASON);
            CountedState state = StatePath.state(request, states);
            return reply(() -> correction.apply(state, reason));
        });
    }

    private Reply reply(Supplier<Correction> promotion) {
        Optional<Correction> made = StatePath.decided(() -> promotions.make(promotion));
        return made.map(correction -> AnswerRenderer.json(CorrectionsEndpoint.TABLE, correction))
                .orElseGet(() -> Reply.of(
                        202, Reply.JSON, Json.object(json -> json.writeStringField("detail", STILL_PROMOTING))))
                .with("Cache-Control", "no-store");
    }

    Endpoint drop() {
        Operation operation = StatePath.described(
                        Operation.post(
                                "/v1/whatif/{state}/drop",
                                "Stops counting this state, and deletes it.",
                                WITHOUT_REASON),
                        Response.empty(204, "Deletion has started."))
                .answering(Responses.BAD_PARAMETER)
                .answering(StatePath.REFUSALS);
        return Endpoint.of(operation, request -> {
            var unused = request.administrator();
            var unusedBody = request.decision();
            CountedState state = StatePath.state(request, states);
            return StatePath.decided(() -> {
                states.drop(state.name());
                return Reply.empty(204);
            });
        });
    }

    private CountedState before(CountedState live) {
        if (!states.live().name().equals(live.name())) throw new DecisionRefused("The state does not answer");
        return states.corrections().stream()
                .flatMap(made -> states.named(made.from().state()).stream())
                .filter(state -> !state.name().equals(live.name()))
                .findFirst()
                .orElseThrow(() -> new DecisionRefused("No state that answered before this one is still counted"));
    }

    private Correction corrected(CountedState from, CountedState to, String reason) {
        long giveUpNanos = System.nanoTime() + CATCH_UP.toNanos();
        while (true) {
            Optional<Correction> made = promoted(from, to, reason, System.nanoTime() < giveUpNanos);
            if (made.isPresent()) return made.get();
            pause();
        }
    }

    private Optional<Correction> promoted(CountedState from, CountedState to, String reason, boolean mayWait) {
        Answer<StateDiff> opened = states.areOfTwoFormats(from, to)
                ? StateDiff.unchanged(to, EVERYTHING)
                : StateDiff.open(from, to, EVERYTHING);
        Answer.Complete<StateDiff> answer = AnswerRenderer.whole(opened);
        try (StateDiff changes = answer.value()) {
            long left = answer.asOf().lagRecords();
            if (left <= StateProgress.MOST_LEFT)
                return Optional.of(states.promote(from, to, reason, changes, repo -> isPublic(repo, from)));
            if (mayWait && left <= SOON_COUNTED) return Optional.empty();
            throw new DecisionRefused("The state is still counted: " + left + " records remain");
        }
    }

    private static boolean isPublic(RepoId repo, CountedState state) {
        return RepositoryLookup.registered(() -> state.reader().visibility().isVisible(repo, Caller.ANONYMOUS));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecisionRefused("The node is stopping");
        }
    }
}
