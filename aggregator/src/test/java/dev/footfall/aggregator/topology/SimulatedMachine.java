package dev.footfall.aggregator.topology;

/** A machine, with a clock of its own, that may be away: down, paused or cut off. */
final class SimulatedMachine {
    private long awayUntilMillis;
    private long clockAheadMillis;

    void stayAway(long untilMillis) {
        awayUntilMillis = untilMillis;
    }

    boolean isAway(long nowMillis) {
        return nowMillis < awayUntilMillis;
    }

    /** Its clock goes wrong, by so much in all. */
    void stepClock(long aheadMillis) {
        clockAheadMillis = aheadMillis;
    }

    long clockAheadMillis() {
        return clockAheadMillis;
    }
}
