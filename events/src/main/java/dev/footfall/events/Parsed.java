package dev.footfall.events;

import java.util.Optional;
import java.util.function.Function;

/** The result of reading one fact: the fact, or the reason why it is none. */
public sealed interface Parsed<T> {
    <R> R fold(Function<T, R> onValid, Function<FieldError, R> onInvalid);

    default Optional<T> value() {
        return fold(Optional::of, reason -> Optional.empty());
    }

    default <R> Parsed<R> map(Function<T, R> step) {
        return flatMap(fact -> new Valid<>(step.apply(fact)));
    }

    default <R> Parsed<R> flatMap(Function<T, Parsed<R>> step) {
        return fold(step, Invalid::new);
    }

    static <T> Parsed<T> of(Optional<T> fact, String field, String error) {
        return fact.<Parsed<T>>map(Valid::new).orElseGet(() -> invalid(field, error));
    }

    static <T> Parsed<T> invalid(String field, String error) {
        return new Invalid<>(new FieldError(field, error));
    }

    record Valid<T>(T fact) implements Parsed<T> {
        @Override
        public <R> R fold(Function<T, R> onValid, Function<FieldError, R> onInvalid) {
            return onValid.apply(fact);
        }
    }

    record Invalid<T>(FieldError reason) implements Parsed<T> {
        @Override
        public <R> R fold(Function<T, R> onValid, Function<FieldError, R> onInvalid) {
            return onInvalid.apply(reason);
        }
    }
}
