package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import java.util.Iterator;
import java.util.function.Function;

/** Daily rows in a form, read on demand, by repository and then by day. Has to be closed; not thread-safe. */
public interface RowCursor<T> extends Iterator<RepositoryRow<T>>, AutoCloseable {
    static <T> RowCursor<T> of(CountedDays days, Function<CountedDay, T> form) {
        return new RowCursor<>() {
            @Override
            public boolean hasNext() {
                return days.hasNext();
            }

            @Override
            public RepositoryRow<T> next() {
                CountedDay day = days.next();
                return new RepositoryRow<>(day.repo(), form.apply(day));
            }

            @Override
            public void close() {
                days.close();
            }
        };
    }

    @Override
    void close();
}
