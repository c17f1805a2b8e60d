package dev.footfall.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Zipf's law: the n-th most popular one a n-th as often as the first. Popular ones are spread over all indexes. */
final class Popularity {
    private static final long STRIDE = Integer.MAX_VALUE; // a prime beyond every number of repositories: hits each once

    private final double[] cumulated;

    Popularity(int repositories) {
        cumulated = new double[repositories];
        double sum = 0;
        for (int rank = 0; rank < repositories; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    int pick(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        int rank = Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
        return (int) ((rank + 1) * STRIDE % cumulated.length);
    }
}
