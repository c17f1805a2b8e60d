package dev.footfall.bench;

/** Sorts pairs of numbers, by the first and then by the second, in place. */
final class PairSort {
    private static final int SMALL = 16;

    private final long[] firsts;
    private final long[] seconds;

    private PairSort(long[] firsts, long[] seconds) {
        this.firsts = firsts;
        this.seconds = seconds;
    }

    /** Sorts the first {@code length} pairs. */
    static void sort(long[] firsts, long[] seconds, int length) {
        new PairSort(firsts, seconds).sort(0, length - 1);
    }

    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (high - low >= SMALL) {
            int split = partition(low, high);
            if (split - low < high - split) { // the smaller half first: the depth stays logarithmic
                sort(low, split);
                low = split + 1;
            } else {
                sort(split + 1, high);
                high = split;
            }
        }
        insert(low, high);
    }

    /** Hoare's: afterwards nothing up to the returned place is greater than anything after it. */
    private int partition(int low, int high) {
        int middle = (low + high) >>> 1;
        long first = firsts[middle];
        long second = seconds[middle];
        int left = low - 1;
        int right = high + 1;
        while (true) {
            do left++;
            while (compare(left, first, second) < 0);
            do right--;
            while (compare(right, first, second) > 0);
            if (left >= right) return right;
            swap(left, right);
        }
    }

    private void insert(int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            for (int j = i; j > low && compare(j - 1, firsts[j], seconds[j]) > 0; j--) swap(j, j - 1);
        }
    }

    private int compare(int index, long first, long second) {
        int order = Long.compare(firsts[index], first);
        return order == 0 ? Long.compare(seconds[index], second) : order;
    }

    private void swap(int i, int j) {
        long first = firsts[i];
        firsts[i] = firsts[j];
        firsts[j] = first;
        long second = seconds[i];
        seconds[i] = seconds[j];
        seconds[j] = second;
    }
}
