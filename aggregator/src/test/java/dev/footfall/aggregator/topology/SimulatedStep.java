package dev.footfall.aggregator.topology;

/** One thing that happens in a simulated life: of a kind, the rest by the dice. */
record SimulatedStep(Kind kind, long dice) {
    enum Kind {
        PRODUCE(30, false),
        LIKE(5, false),
        RUN(60, false),
        WAIT(3, false),
        WAIT_DAYS(1, false),
        MOVE(1, false),
        FOLLOW(15, false),
        SEAL(2, false),
        DECIDE(2, false),
        KILL(2, true),
        LOSE_POWER(1, true),
        PAUSE(1, true),
        ABORT_COMMIT(2, true),
        LEAVE_COMMIT_OPEN(2, true),
        TEAR_COMMIT(2, true),
        LOSE_OFFSETS(1, true),
        OLD_OFFSETS(1, true),
        ELECT_LEADER(2, true),
        CUT_LOG(1, true),
        CUT_LIKES(1, true),
        CUT_CHANGELOG(1, true),
        SILENCE_LEADER(2, true),
        FILL_DISK(1, true),
        DROP_BEGINNING(1, true),
        MAKE_TOPICS_ANEW(1, true),
        STEP_CLOCK(1, true);

        private final int weight;
        private final boolean isFault;

        Kind(int weight, boolean isFault) {
            this.weight = weight;
            this.isFault = isFault;
        }

        /** The share of this kind, beside those of the others. */
        int weight() {
            return weight;
        }

        boolean isFault() {
            return isFault;
        }
    }
}
