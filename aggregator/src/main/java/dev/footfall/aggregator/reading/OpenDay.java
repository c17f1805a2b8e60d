package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.session.UtcDay;
import java.time.Duration;
import java.time.Instant;

record OpenDay(StoreKey key, DailyRow row, boolean isSealed) {
    static OpenDay of(byte[] key, byte[] value) {
        return new OpenDay(
                StoreKey.ofRepository(key), RowFormat.decode(value), SealedEnd.ofRow(value) != SealedEnd.NONE);
    }

    boolean isOpen(Instant logTime, Duration retention) {
        return row.counts().files() > 0
                && !isSealed
                && logTime.toEpochMilli() - row.openedMillis() <= retention.toMillis();
    }

    Instant time(int millisOfDay) {
        long midnight = StoreKey.epochDayOf(key.bytes()) * UtcDay.MILLIS;
        return Instant.ofEpochMilli(midnight + millisOfDay);
    }
}
