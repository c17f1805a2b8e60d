package dev.footfall.aggregator.query;

import java.time.LocalDate;

@FunctionalInterface
public interface DayForm<T> {
    /** Makes it of a daily row, whose value has the sections of its projections. */
    T of(LocalDate date, byte[] row);

    default boolean takesDaysWithoutFiles() {
        return false;
    }

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
