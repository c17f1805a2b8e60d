package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.AnswersWholeOrSaysSo;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.CountsEachFileOnce;
import dev.footfall.proofs.guarantees.CountsEachNameOnce;
import dev.footfall.proofs.guarantees.CountsEachSessionOnce;
import dev.footfall.proofs.guarantees.LosesNothing;
import dev.footfall.proofs.guarantees.MixesNoStates;
import dev.footfall.proofs.guarantees.ObservedAnswer;
import dev.footfall.proofs.guarantees.ObservedAnswer.Completeness;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The comparison of one answer with everything that was promised, and with what was acknowledged before and sent after. */
final class AnswerCheck {
    private static final int OK = 200;
    private static final int UNKNOWN = 404;

    private final LosesNothing losesNothing = new LosesNothing();
    private final CountsEachSessionOnce countsOnce = new CountsEachSessionOnce();
    private final CountsEachFileOnce filesOnce = new CountsEachFileOnce();
    private final CountsEachNameOnce namesOnce = new CountsEachNameOnce();
    private final MixesNoStates mixesNoStates = new MixesNoStates();
    private final AnswersWholeOrSaysSo answersWhole = new AnswersWholeOrSaysSo();

    /** Everything that is wrong with it, in words, with the answer. */
    List<String> faults(Question question, ServerAnswer answer) {
        JsonNode body = answer.json();
        var faults = new ArrayList<String>();
        answersWhole.check(reply(question, answer, body)).ifPresent(faults::add);
        if (answer.status() == OK) checkNumbers(question, answer, body, faults::add);
        return faults.stream()
                .map(fault -> fault + "; asked " + question.path() + "; " + answer)
                .toList();
    }

    private void checkNumbers(Question question, ServerAnswer answer, JsonNode body, Consumer<String> faults) {
        mixesNoStates
                .check(
                        question.about(answer),
                        answer.rules(),
                        question.known().rules().ids())
                .ifPresent(faults);
        question.claims(answer, body).forEach(claim -> check(claim, faults));
        question.files(answer, body).forEach(claim -> filesOnce.check(claim).ifPresent(faults));
        for (SumClaim claim : question.sums(answer, body)) {
            check(claim.ofDownloads(), faults);
            filesOnce.check(claim.ofFiles()).ifPresent(faults);
        }
        question.numbers(answer, body).forEach(claim -> namesOnce.check(claim).ifPresent(faults));
        question.oddities(body).forEach(faults);
    }

    private void check(Claim claim, Consumer<String> faults) {
        losesNothing.check(claim).ifPresent(faults);
        countsOnce.check(claim).ifPresent(faults);
    }

    /** True if a caller has all that there is. */
    static boolean isWhole(Question question, ServerAnswer answer) {
        if (answer.status() == UNKNOWN) return true;
        return answer.status() == OK && completeness(question, answer.json()) == Completeness.WHOLE;
    }

    private ObservedAnswer reply(Question question, ServerAnswer answer, JsonNode body) {
        boolean isOk = answer.status() == OK;
        return new ObservedAnswer(
                question.path() + " of " + answer.from(),
                question.isRationed(),
                answer.status(),
                answer.headers().keySet(),
                completeness(question, body),
                question.owed(answer),
                isOk ? question.given(body) : Set.of());
    }

    /** The completeness that the answer claims; a part names what it lacks. */
    static Completeness completeness(Question question, JsonNode body) {
        if (body.path("complete").asBoolean(true)) return Completeness.WHOLE;
        boolean namesIt = !body.path("missing_partitions").isEmpty();
        return question.allowsPartial() && namesIt ? Completeness.PARTIAL : Completeness.PARTIAL_UNASKED;
    }
}
