package dev.footfall.ingest.daykeys;

import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.daykeys.DayKeyRegistry.KeyRecord;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last record of each day in the log of keys, and the rules of what is to be written there.
 *
 * <p>A key's record says by its log time when the key was last asked for: it is written again before it grows old. So every
 * event of a key is in the log of events within a day of its record, and no repository's day that it is in accepts events
 * for longer than {@code session.retention} after that. Then the key is destroyed, if both the newest record and the clock say
 * that it is time: one clock that is wrong, an ingest's or a broker's, destroys nothing.
 */
public final class DayKeyRegistry {
    /** A day whose record cannot be read has a destroyed key. */
    public static final SharedTopic<DayKeyRegistry, KeyRecord> TOPIC = new SharedTopic<>(
            "key of visitors",
            TopicSpec.VISITOR_KEYS,
            DayKeyRegistry::new,
            record -> VisitorKey.recordKey(record.day()),
            record -> record.key().map(VisitorKey::toJson),
            KeyRecord::read,
            DayKeyRegistry::replay);

    /** The time for which a key may be used after its record was read or written. */
    static final Duration LEASE = Duration.ofHours(12);

    /** The age at which a record is too old to be relied on: no use is later than a day after it. */
    private static final Duration OLD = Duration.ofHours(12);

    /** The age at which the records of today and tomorrow are written again, so that nobody has to wait for them. */
    private static final Duration AGEING = Duration.ofHours(10);

    /** A day of use, and another for clocks that differ and events that are long on their way. */
    private static final Duration BEYOND_RETENTION = Duration.ofDays(2);

    /** Longer than segments are written to, shorter than a round. */
    private static final Duration ERASING = Duration.ofMinutes(30);

    private static final int AT_ONCE = 31;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<LocalDate, DayKeyEntry> entries = new HashMap<>();
    private Instant newest = Instant.EPOCH;

    /** {@code isOnDisk} if an earlier record held a key that was destroyed. */
    private record DayKeyEntry(Optional<VisitorKey> key, Instant logTime, boolean isOnDisk) {
        boolean isOlder(Duration age, Instant now) {
            return logTime.plus(age).isBefore(now);
        }
    }

    public void replay(KeyRecord next, Instant logTime) {
        DayKeyEntry before = entries.get(next.day());
        boolean isOnDisk = before != null && (before.isOnDisk() || before.key().isPresent());
        entries.put(
                next.day(),
                new DayKeyEntry(next.key(), logTime, isOnDisk && next.key().isEmpty()));
        if (logTime.isAfter(newest)) newest = logTime;
    }

    public Optional<VisitorKey> key(LocalDate day) {
        return Optional.ofNullable(entries.get(day)).flatMap(DayKeyEntry::key);
    }

    /** An import continues with the next days, so their keys are made, too. */
    List<KeyRecord> toUse(LocalDate day, Instant now) {
        var records = new ArrayList<>(toUse(day, now, OLD));
        if (key(day).isPresent()) return records;
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (LocalDate next = day.plusDays(1);
                next.isBefore(today) && records.size() < AT_ONCE;
                next = next.plusDays(1)) {
            if (key(next).isEmpty()) records.add(KeyRecord.of(random(next)));
        }
        return records;
    }

    private List<KeyRecord> toUse(LocalDate day, Instant now, Duration old) {
        DayKeyEntry entry = entries.get(day);
        if (entry == null || entry.key().isEmpty()) return List.of(KeyRecord.of(random(day)));
        return entry.isOlder(old, now) ? List.of(new KeyRecord(day, entry.key())) : List.of();
    }

    private static VisitorKey random(LocalDate day) {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return new VisitorKey(day, HexFormat.of().formatHex(bytes));
    }

    static List<LocalDate> current(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return List.of(today, today.plusDays(1));
    }

    List<KeyRecord> due(Instant now, Duration retention) {
        var records = new ArrayList<KeyRecord>();
        for (LocalDate day : current(now)) records.addAll(toUse(day, now, AGEING));
        Instant reached = newest.isBefore(now) ? newest : now;
        entries.forEach((day, entry) -> {
            boolean isClosed = entry.key().isPresent() && entry.isOlder(retention.plus(BEYOND_RETENTION), reached);
            boolean isLeft = entry.isOnDisk() && entry.isOlder(ERASING, now); // another record closes a segment
            if (isClosed || isLeft) records.add(KeyRecord.destroyed(day));
        });
        return records;
    }

    public record KeyRecord(LocalDate day, Optional<VisitorKey> key) {
        private static Optional<KeyRecord> read(byte[] recordKey, Optional<byte[]> value) {
            Optional<VisitorKey> key = value.map(VisitorKey::decode).flatMap(Parsed::value);
            return VisitorKey.dayOf(recordKey)
                    .map(day ->
                            new KeyRecord(day, key.filter(found -> found.day().equals(day))));
        }

        static KeyRecord of(VisitorKey key) {
            return new KeyRecord(key.day(), Optional.of(key));
        }

        public static KeyRecord destroyed(LocalDate day) {
            return new KeyRecord(day, Optional.empty());
        }
    }
}
