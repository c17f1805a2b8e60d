package dev.footfall.aggregator.live;

import dev.footfall.aggregator.session.RepositoryTotals.RecentDownloads;
import java.util.Arrays;

/** A repository's recent days, newest first: the newest day, then downloads, seven bits a byte, low ones first. */
final class PackedDays {
    private static final int LONGEST_NUMBER = 5;

    private PackedDays() {}

    static byte[] pack(RecentDownloads recent) {
        byte[] out = new byte[LONGEST_NUMBER * (1 + recent.length())];
        int size = write(out, 0, recent.newestDay());
        int used = size;
        for (int back = 0; back < recent.length(); back++) {
            size = write(out, size, recent.daysBack(back));
            if (recent.daysBack(back) != 0) used = size; // days without downloads at the end need no bytes
        }
        return Arrays.copyOf(out, used);
    }

    private static int write(byte[] out, int from, int number) {
        int at = from;
        int rest = number;
        while (rest > 0x7f) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
    }

    /** Downloads of the days [{@code fromDay}, {@code toDay}], both inclusive, in days since 1970. */
    static long sum(byte[] packed, int fromDay, int toDay) {
        long sum = 0;
        int day = 0;
        boolean isDayRead = false;
        int at = 0;
        while (at < packed.length && (!isDayRead || day >= fromDay)) {
            int number = packed[at] & 0x7f;
            for (int shift = 7; packed[at++] < 0; shift += 7) number |= (packed[at] & 0x7f) << shift;
            if (isDayRead) {
                if (day <= toDay) sum += number;
                day--;
            } else {
                day = number;
                isDayRead = true;
            }
        }
        return sum;
    }
}
