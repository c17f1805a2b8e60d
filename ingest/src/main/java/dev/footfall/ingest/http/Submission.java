package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.Parsed;
import dev.footfall.web.Reply;
import java.util.function.Function;

/** The content of a request, or the reply to one that has none that can be taken. */
sealed interface Submission<T> {
    <R> Submission<R> then(Function<T, Submission<R>> step);

    /** The fact, or the 400 that names what is wrong. */
    static <T> Submission<T> of(Parsed<T> parsed) {
        return parsed.fold(Fact::new, Submission::bad);
    }

    static <T> Submission<T> bad(Decoded.Malformed reason) {
        return new Refused<>(Replies.badField(reason));
    }

    record Fact<T>(T fact) implements Submission<T> {
        @Override
        public <R> Submission<R> then(Function<T, Submission<R>> step) {
            return step.apply(fact);
        }
    }

    record Refused<T>(Reply reply) implements Submission<T> {
        @Override
        public <R> Submission<R> then(Function<T, Submission<R>> step) {
            return new Refused<>(reply);
        }
    }
}
