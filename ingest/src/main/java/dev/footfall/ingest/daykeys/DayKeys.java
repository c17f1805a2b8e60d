package dev.footfall.ingest.daykeys;

import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeyRegistry.KeyRecord;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedLogClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A random key for each UTC day, the same in all ingests. It is durable before anything is hashed with it, and destroyed when
 * no event of its day can count any more; an event after that gets another one.
 *
 * <p>The keys of today and tomorrow are at hand. For those of other days Kafka is asked, twice a day for each that is used.
 */
public final class DayKeys implements VisitorKeys {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final Duration ROUND = Duration.ofHours(1);

    private final SharedLogClient<DayKeyRegistry, KeyRecord> log;
    private final VisitorSecret secret;
    private final Duration retention;
    private final InstantSource clock;
    private final Map<Long, LeasedKey> leased = new ConcurrentHashMap<>();

    private record LeasedKey(VisitorKey key, VisitorSecret secret, Instant end) {}

    /** {@code secret} is in every key, so the log alone gives none; {@code retention} is {@code session.retention}. */
    public DayKeys(
            SharedLog<DayKeyRegistry, KeyRecord> log, VisitorSecret secret, Duration retention, InstantSource clock) {
        this(log, secret, retention, clock, System::nanoTime);
    }

    DayKeys(
            SharedLog<DayKeyRegistry, KeyRecord> log,
            VisitorSecret secret,
            Duration retention,
            InstantSource clock,
            LongSupplier nanos) {
        this.log = new SharedLogClient<>(log, "key of visitors", nanos, "footfall-visitor-keys");
        this.secret = secret;
        this.retention = retention;
        this.clock = clock;
        this.log.repeat(this::round, ROUND);
    }

    @Override
    public VisitorSecret at(Instant time) {
        long day = Math.floorDiv(time.toEpochMilli(), DAY_MILLIS);
        LeasedKey known = leased.get(day);
        return known != null && isGood(known)
                ? known.secret()
                : lease(LocalDate.ofEpochDay(day)).secret();
    }

    private boolean isGood(LeasedKey known) {
        return clock.instant().isBefore(known.end());
    }

    private LeasedKey lease(LocalDate day) {
        return log.inTurn(() -> {
            LeasedKey known = leased.get(day.toEpochDay());
            if (known != null && isGood(known)) return known;
            Instant now = clock.instant();
            return lease(log.change(registry -> registry.toUse(day, now)), day, now);
        });
    }

    private LeasedKey lease(DayKeyRegistry registry, LocalDate day, Instant now) {
        VisitorKey key = registry.key(day).orElseThrow();
        LeasedKey before = leased.get(day.toEpochDay());
        VisitorSecret derived = before != null && before.key().equals(key)
                ? before.secret()
                : secret.with(HexFormat.of().parseHex(key.key()));
        var lease = new LeasedKey(key, derived, now.plus(DayKeyRegistry.LEASE));
        leased.put(day.toEpochDay(), lease);
        return lease;
    }

    void round() {
        log.inDueTurn(() -> {
            log.forget();
            Instant now = clock.instant();
            DayKeyRegistry registry = log.change(found -> found.due(now, retention));
            for (LocalDate day : DayKeyRegistry.current(now)) lease(registry, day, now);
            leased.values().removeIf(known -> !isGood(known));
        });
    }

    @Override
    public void close() {
        log.close();
    }
}
