package dev.footfall.dialects.category;

import java.util.Optional;

/** Lists none when {@code limit} is empty. */
record StatisticsPage(int offset, Optional<Integer> limit) {
    /** Upper bound of both; their sum fits an int. */
    static final int MOST = 999_999_999;

    boolean isListed() {
        return limit.isPresent();
    }

    int end() {
        return Math.max(1, offset + limit.orElse(0));
    }

    long returned(long models) {
        return Math.min(Math.max(0, models - offset), limit.orElse(Integer.MAX_VALUE));
    }
}
