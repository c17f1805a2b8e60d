package dev.footfall.aggregator.counting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Downloads of one minute by repository: of the first {@value #MOST} repositories, and of the {@value #KEPT} with the most of
 * those once the minute after it is over. One that has many downloads is among the first before others can have filled all places.
 * A repository costs an entry and no object, because each session asks for one. Not thread-safe.
 */
final class MinuteDownloads {
    static final int MOST = 512;

    static final int KEPT = 16;

    private static final int MASK = 2 * MOST - 1;

    private byte[][] repositories = new byte[0][];
    private long[] downloads = new long[0];
    private int size;
    private boolean isTrimmed;

    /** Adds to a repository, if there is a place. The array is kept. */
    void add(byte[] repository, int more) {
        if (isTrimmed) {
            for (int i = 0; i < size; i++) {
                if (Arrays.equals(repositories[i], repository)) downloads[i] += more;
            }
            return;
        }
        if (size == 0) {
            repositories = new byte[MASK + 1][];
            downloads = new long[MASK + 1];
        }
        int at = StoreKey.hash(repository, 0, repository.length) & MASK;
        while (repositories[at] != null && !Arrays.equals(repositories[at], repository)) at = (at + 1) & MASK;
        if (repositories[at] == null) {
            if (size == MOST) return;
            repositories[at] = repository;
            size++;
        }
        downloads[at] += more;
    }

    void trim() {
        if (isTrimmed) return;
        isTrimmed = true;
        int[] most = IntStream.range(0, repositories.length)
                .filter(at -> repositories[at] != null)
                .boxed()
                .sorted(Comparator.comparingLong((Integer at) -> -downloads[at])
                        .thenComparing(at -> repositories[at], Arrays::compareUnsigned))
                .limit(KEPT)
                .mapToInt(Integer::intValue)
                .toArray();
        repositories = Arrays.stream(most).mapToObj(at -> repositories[at]).toArray(byte[][]::new);
        downloads = Arrays.stream(most).mapToLong(at -> downloads[at]).toArray();
        size = most.length;
    }

    void addTo(Map<String, Long> sums) {
        for (int at = 0; at < repositories.length; at++) {
            if (repositories[at] == null || downloads[at] <= 0) continue;
            sums.merge(new String(repositories[at], StandardCharsets.UTF_8), downloads[at], Long::sum);
        }
    }
}
