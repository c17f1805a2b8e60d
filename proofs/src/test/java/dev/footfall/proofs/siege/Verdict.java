package dev.footfall.proofs.siege;

import java.util.Optional;
import java.util.function.Predicate;

/** The judgement of an answer to an honest caller. */
enum Verdict {
    RIGHT,
    /** Not now: the caller asks again. */
    REFUSED,
    WRONG;

    /**
     * The verdict on an answer.
     *
     * @param heard empty when there was none
     * @param status the one that is promised
     * @param isRight whether the body of an answer of that status is right
     */
    static Verdict of(Optional<Heard> heard, int status, Predicate<String> isRight) {
        if (heard.isEmpty()) return REFUSED;
        int said = heard.get().status();
        if (said == 503 || said == 429) return REFUSED;
        return said == status && isRight.test(heard.get().body()) ? RIGHT : WRONG;
    }
}
