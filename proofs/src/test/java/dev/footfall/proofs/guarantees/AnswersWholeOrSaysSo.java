package dev.footfall.proofs.guarantees;

import java.util.Optional;
import java.util.TreeSet;

/** An answer is whole, or says that it is not: never a smaller one that looks whole, never an error nobody promised. */
public final class AnswersWholeOrSaysSo {
    private static final int FOUND = 200;
    private static final int UNKNOWN = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    /** The fault of the answer, in words; empty when there is none. */
    public Optional<String> check(ObservedAnswer reply) {
        return fault(reply).map(fault -> reply.question() + " was answered " + reply.status() + ": " + fault);
    }

    private static Optional<String> fault(ObservedAnswer reply) {
        return switch (reply.status()) {
            case FOUND -> faultOfFound(reply);
            case UNAVAILABLE -> missing(reply, "retry-after");
            case UNKNOWN ->
                reply.owed().isEmpty()
                        ? Optional.empty()
                        : Optional.of("it is known since long: " + new TreeSet<>(reply.owed()));
            case TOO_MANY -> reply.rationed() ? missing(reply, "retry-after") : unpromised();
            default -> unpromised();
        };
    }

    private static Optional<String> unpromised() {
        return Optional.of("only 200 and 503 were promised");
    }

    private static Optional<String> faultOfFound(ObservedAnswer reply) {
        if (reply.completeness() == ObservedAnswer.Completeness.PARTIAL_UNASKED)
            return Optional.of("a part, and nobody asked");
        if (reply.completeness() == ObservedAnswer.Completeness.WHOLE) {
            var absent = new TreeSet<>(reply.owed());
            absent.removeAll(reply.given());
            if (!absent.isEmpty()) return Optional.of("it looks whole, but lacks " + absent);
        }
        return missing(reply, "x-footfall-lag");
    }

    private static Optional<String> missing(ObservedAnswer reply, String header) {
        return reply.headers().contains(header) ? Optional.empty() : Optional.of("there is no " + header);
    }
}
