package dev.footfall.queryapi.http.category;

import java.util.OptionalLong;

/** Models by the number of their parameters: from its least number on, below its end. */
enum ParameterBucket {
    UP_TO_3("< 3B", 0, 3),
    UP_TO_6("3B-6B", 3, 6),
    UP_TO_9("6B-9B", 6, 9),
    UP_TO_13("9B-13B", 9, 13),
    UP_TO_20("13B-20B", 13, 20),
    UP_TO_35("20B-35B", 20, 35),
    UP_TO_70("35B-70B", 35, 70),
    MORE("> 70B", 70, Long.MAX_VALUE);

    private static final long BILLION = 1_000_000_000;

    private final String label;
    private final long leastBillions;
    private final long endBillions;

    ParameterBucket(String label, long leastBillions, long endBillions) {
        this.label = label;
        this.leastBillions = leastBillions;
        this.endBillions = endBillions;
    }

    static ParameterBucket of(long parameters) {
        for (ParameterBucket bucket : values()) {
            if (parameters / BILLION < bucket.endBillions) return bucket;
        }
        return MORE;
    }

    String label() {
        return label;
    }

    /** The least number in it. */
    long least() {
        return leastBillions * BILLION;
    }

    /** The least number above it; empty for the last. */
    OptionalLong end() {
        return this == MORE ? OptionalLong.empty() : OptionalLong.of(endBillions * BILLION);
    }
}
