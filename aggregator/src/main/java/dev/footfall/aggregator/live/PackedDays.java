package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.RecentDownloads;

/** A repository's recent days, newest first: the newest day, then downloads, seven bits a byte, low ones first. */
final class PackedDays {
    private PackedDays() {}

    static byte[] pack(RecentDownloads recent) {
        int days = recent.length();
        while (days > 0 && recent.daysBack(days - 1) == 0) days--; // those without downloads at the end need no bytes
        var packed = new ValueWriter().number(recent.newestDay());
        for (int back = 0; back < days; back++) packed.number(recent.daysBack(back));
        return packed.toByteArray();
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
