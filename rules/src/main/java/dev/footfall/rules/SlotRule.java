package dev.footfall.rules;

import java.time.Duration;

/**
 * COUNTER's times, each zero if there is none. {@code session}: a visitor's requests in one such slot of the clock in UTC are one
 * session, whatever the pauses; it divides an hour. {@code doubleClick}: of a visitor's clicks on a file that follow each other
 * within it only the last counts. That takes sessions back, which only slots allow in any order.
 */
public record SlotRule(Duration session, Duration doubleClick) {
    public static final SlotRule NONE = new SlotRule(Duration.ZERO, Duration.ZERO);

    private static final long MILLIS_PER_HOUR = 3_600_000;

    public SlotRule {
        if (session.isNegative() || (!session.isZero() && MILLIS_PER_HOUR % session.toMillis() != 0)) {
            throw new IllegalArgumentException("a slot must divide an hour: " + session);
        }
        if (!doubleClick.isZero() && session.isZero()) {
            throw new IllegalArgumentException("double clicks without sessions of slots: " + doubleClick);
        }
    }

    public boolean isEmpty() {
        return session.isZero();
    }
}
