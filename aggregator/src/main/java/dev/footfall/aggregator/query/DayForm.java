package dev.footfall.aggregator.query;

import java.time.LocalDate;

/**
 * The form in which one question wants a repository's day.
 *
 * @param <T> that form
 */
@FunctionalInterface
public interface DayForm<T> {
    /**
     * Makes it of a daily row.
     *
     * @param date the day
     * @param row the row's value in the store, with the sections of its projections
     */
    T of(LocalDate date, byte[] row);

    /** True if days on which no file was counted are wanted, too. */
    default boolean takesDaysWithoutFiles() {
        return false;
    }

    /** The same form of every day that has a row. */
    static <T> DayForm<T> ofEvery(DayForm<T> form) {
        return new DayForm<>() {
            @Override
            public T of(LocalDate date, byte[] row) {
                return form.of(date, row);
            }

            @Override
            public boolean takesDaysWithoutFiles() {
                return true;
            }
        };
    }
}
