package dev.footfall.aggregator.counts;

import java.util.Arrays;

/** A repository's downloads of the last {@link #DAYS} days up to its newest one. Immutable. */
public final class RecentDownloads {
    /** 90 days for rankings, and two for events that are ahead of the reader's clock. */
    public static final int DAYS = 92;

    public static final RecentDownloads NONE = new RecentDownloads(0, new int[0]);

    private final int newestDay;
    private final int[] newestFirst;

    private RecentDownloads(int newestDay, int[] newestFirst) {
        this.newestDay = newestDay;
        this.newestFirst = newestFirst;
    }

    /** Downloads by day: of the newest day, given in days since 1970, of the day before it, and so on. */
    public static RecentDownloads of(int newestDay, int[] newestFirst) {
        return new RecentDownloads(newestDay, Arrays.copyOf(newestFirst, Math.min(DAYS, newestFirst.length)));
    }

    /** The newest day that ever had a download, in days since 1970; 0 when none had. */
    public int newestDay() {
        return newestDay;
    }

    public int length() {
        return newestFirst.length;
    }

    public int daysBack(int days) {
        return newestFirst[days];
    }

    /** The same downloads, changed on one day. A day that has gone out of sight changes nothing. */
    public RecentDownloads plus(int epochDay, int downloads) {
        if (downloads == 0) return this;
        int shift = newestFirst.length == 0 ? 0 : Math.max(0, epochDay - newestDay);
        int newest = newestFirst.length == 0 ? epochDay : newestDay + shift;
        int back = newest - epochDay;
        if (back >= DAYS) return this;
        int[] changed = shifted(shift, back + 1);
        changed[back] += downloads;
        return new RecentDownloads(newest, changed);
    }

    private int[] shifted(int by, int atLeast) {
        int length = Math.min(DAYS, Math.max(newestFirst.length + by, atLeast));
        int[] days = new int[length];
        if (by < length) System.arraycopy(newestFirst, 0, days, by, Math.min(newestFirst.length, length - by));
        return days;
    }

    /** Downloads of the days [{@code fromDay}, {@code toDay}], both inclusive, in days since 1970. */
    public long sum(int fromDay, int toDay) {
        int first = Math.max(0, newestDay - toDay);
        int last = Math.min(newestFirst.length - 1, newestDay - fromDay);
        long sum = 0;
        for (int back = first; back <= last; back++) sum += newestFirst[back];
        return sum;
    }
}
