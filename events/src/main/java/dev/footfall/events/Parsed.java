package dev.footfall.events;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of reading one fact other than a download: the fact, or the reason why it is none.
 *
 * @param <T> what was to be read
 */
public sealed interface Parsed<T> {
    <R> R fold(Function<T, R> onValid, Function<Decoded.Malformed, R> onInvalid);

    /** The fact, if it is one. */
    default Optional<T> value() {
        return fold(Optional::of, reason -> Optional.empty());
    }

    /** A valid fact. */
    record Valid<T>(T fact) implements Parsed<T> {
        @Override
        public <R> R fold(Function<T, R> onValid, Function<Decoded.Malformed, R> onInvalid) {
            return onValid.apply(fact);
        }
    }

    /** Not a fact, and why. */
    record Invalid<T>(Decoded.Malformed reason) implements Parsed<T> {
        @Override
        public <R> R fold(Function<T, R> onValid, Function<Decoded.Malformed, R> onInvalid) {
            return onInvalid.apply(reason);
        }
    }
}
