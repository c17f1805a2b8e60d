package dev.footfall.queryapi.http.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The rate limit of each caller: a bucket of as many requests as a minute allows, filled evenly. Remembers the callers
 * that asked last, up to a number; who is forgotten begins with a full bucket.
 */
final class RateLimit {
    static final int MAX_CALLERS = 100_000;

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final int requestsPerMinute;
    private final LongSupplier nanoClock;
    private final int maxCallers;

    /** Those that asked last come last. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RateLimit(int requestsPerMinute, LongSupplier nanoClock) {
        this(requestsPerMinute, nanoClock, MAX_CALLERS);
    }

    RateLimit(int requestsPerMinute, LongSupplier nanoClock, int maxCallers) {
        this.requestsPerMinute = requestsPerMinute;
        this.nanoClock = nanoClock;
        this.maxCallers = maxCallers;
    }

    boolean isOn() {
        return requestsPerMinute > 0;
    }

    /** Zero when there was one, else how long until there is. */
    Duration take(String caller) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(caller, any -> new Bucket(requestsPerMinute, now));
            if (buckets.size() > maxCallers) buckets.remove(buckets.keySet().iterator().next());
            double left = Math.min(
                    requestsPerMinute, bucket.requests + (now - bucket.atNanos) / NANOS_PER_MINUTE * requestsPerMinute);
            bucket.atNanos = now;
            bucket.requests = left >= 1 ? left - 1 : left;
            if (left >= 1) return Duration.ZERO;
            return Duration.ofNanos((long) Math.ceil((1 - left) * NANOS_PER_MINUTE / requestsPerMinute));
        }
    }

    private static final class Bucket {
        private double requests;
        private long atNanos;

        Bucket(double requests, long atNanos) {
            this.requests = requests;
            this.atNanos = atNanos;
        }
    }
}
