package dev.footfall.queryapi.states;

import java.time.Instant;
import java.util.Optional;

/**
 * A published change: from one moment on, numbers are those of another state. Numbered from 1 on, without a gap. {@code publicChange}
 * is the part of repositories that everybody saw then; what earlier versions made has none, and was shown whole.
 */
public record Correction(
        int number,
        Instant at,
        Side from,
        Side to,
        String reason,
        StateChange change,
        Optional<StateChange> publicChange) {
    /** As it is shown to everybody but administrators. */
    public Correction published() {
        return new Correction(number, at, from, to, reason, publicChange.orElse(change), publicChange);
    }

    public record Side(String state, String rules) {
        static Side of(CountedState state) {
            return new Side(state.name(), state.rules().id());
        }
    }

    public static Correction of(
            int number,
            Instant at,
            CountedState from,
            CountedState to,
            String reason,
            StateChange change,
            StateChange publicChange) {
        return new Correction(number, at, Side.of(from), Side.of(to), reason, change, Optional.of(publicChange));
    }
}
