package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.auth.Visibility;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that partitions are asked, as a value: this node's partitions, those of another node and standbys are asked the
 * same.
 *
 * @param <T> what one partition says
 */
interface Question<T> {
    /**
     * What one partition of a state says.
     *
     * @throws Unknowable if that depends on what the caller may see, and this cannot be known now
     */
    LocalRead<T> ask(LocalState state, Visibility visibility, int partition);

    /** What kind it is. */
    QuestionKind kind();

    /** Writes what follows its kind. */
    void write(DataOutput out) throws IOException;

    /** What a caller may see cannot be found out now. */
    final class Unknowable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        Unknowable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
