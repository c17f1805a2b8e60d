package dev.footfall.logs.accesslog;

import java.time.Duration;

/** The pauses between attempts: each double the last, from a quarter of a second to five. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Backoff() {}

    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    static Duration after(int failedAttempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(failedAttempts - 1, 10));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
