package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.aggregator.counting.SourceDay.SourceDayKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

final class StoredSourceDays {
    private StoredSourceDays() {}

    static List<SourceDay> of(ReadOnlyKeyValueStore<Bytes, byte[]> store, LocalDate from, LocalDate to) {
        Bytes lowest = Bytes.wrap(SourceDayKey.ofDay(Math.toIntExact(from.toEpochDay())));
        Bytes highest = Bytes.wrap(SourceDayKey.ofDay(Math.toIntExact(to.toEpochDay() + 1)));
        List<SourceDay> days = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(lowest, highest)) {
            stored.forEachRemaining(day -> days.add(SourceDay.of(day.key.get(), day.value)));
        }
        return days;
    }
}
