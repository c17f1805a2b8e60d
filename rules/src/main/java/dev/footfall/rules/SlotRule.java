package dev.footfall.rules;

import java.time.Duration;

/**
 * Slots of the clock in UTC, each zero if there are none. A visitor's requests in one slot are one session, whatever the pauses;
 * and a file that a visitor has counted in a slot counts once there. Each divides an hour, and a file's its session's: beside a
 * gap, the order of two clicks would decide which of them bridges it.
 */
public record SlotRule(Duration session, Duration file) {
    public static final SlotRule NONE = new SlotRule(Duration.ZERO, Duration.ZERO);

    private static final long MILLIS_PER_HOUR = 3_600_000;

    public SlotRule {
        if (!divides(session.toMillis(), MILLIS_PER_HOUR) || !divides(file.toMillis(), MILLIS_PER_HOUR)) {
            throw new IllegalArgumentException("a slot does not divide an hour: " + session + ", " + file);
        }
        if (!file.isZero() && (session.isZero() || !divides(file.toMillis(), session.toMillis()))) {
            throw new IllegalArgumentException("a slot of " + file + " does not divide one of " + session);
        }
    }

    private static boolean divides(long slot, long whole) {
        return slot == 0 || (slot > 0 && whole % slot == 0);
    }

    public boolean isEmpty() {
        return session.isZero() && file.isZero();
    }
}
