package dev.footfall.proofs.siege;

/** Something that honest callers wait for, and how long they may have to. */
enum Wait {
    HEALTH("health", 99, 1_000),
    READY("ready", 99, 1_000),
    STATS("stats", 99, 1_000),
    /** The wait from the sending of an event to its 202. */
    ACCEPTED("accepted", 100, 5_000),
    /** The wait from the 202 of an event until the statistics have it. */
    FRESH("fresh", 100, 5_000);

    private final String key;
    private final int percent;
    private final int boundMillis;

    /**
     * A wait.
     *
     * @param percent the share that must be within the bound
     */
    Wait(String key, int percent, int boundMillis) {
        this.key = key;
        this.percent = percent;
        this.boundMillis = boundMillis;
    }

    /** Its name in results. */
    String key() {
        return key;
    }

    /** The share of waits that must be within the bound, in percent. */
    int percent() {
        return percent;
    }

    int boundMillis() {
        return boundMillis;
    }
}
