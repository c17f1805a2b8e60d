package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Daily rows, read from the store on demand, by their repositories' keys and then by day. Has to be closed. */
public interface RowCursor<T> extends Iterator<RowCursor.RepositoryRow<T>>, AutoCloseable {
    /** The rows cannot be read to their end: the store was closed, a peer broke off, or the reader was interrupted. */
    final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Lost() {
            super("the stores were closed while they were read");
        }

        public Lost(Throwable cause) {
            this();
            initCause(cause);
        }

        public Lost(String why, Throwable cause) {
            super(why, cause);
        }
    }

    @Override
    void close();

    public record RepositoryRow<T>(RepoId repo, T day) {}

    /** The daily rows of a period, both days included; of all types if there is none. */
    public record RowRange(Optional<RepoType> type, LocalDate from, LocalDate to) {
        private static final List<RepoType> ALL_TYPES = Stream.of(RepoType.values())
                .sorted(Comparator.comparing(RepoType::label))
                .toList();

        public long days() {
            return ChronoUnit.DAYS.between(from, to) + 1;
        }

        public List<RepoType> types() {
            return type.map(List::of).orElse(ALL_TYPES);
        }
    }
}
