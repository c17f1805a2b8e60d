package dev.footfall.bench;

import java.util.StringJoiner;

/** Files, downloads and bytes by hour of a day, as text of the hours that have any. */
final class HourSums {
    private static final int HOURS = 24;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private final long[] files = new long[HOURS];
    private final long[] downloads = new long[HOURS];
    private final long[] bytes = new long[HOURS];

    /** Adds to an hour, 0 to 23. */
    HourSums add(int hour, long moreFiles, long moreDownloads, long moreBytes) {
        files[hour] += moreFiles;
        downloads[hour] += moreDownloads;
        bytes[hour] += moreBytes;
        return this;
    }

    /** Adds a file; a download is of the hour of the file with which it begins. */
    void add(LoadEvent file, boolean begins) {
        int hour = (int) (file.timeMillis() / MILLIS_PER_HOUR % HOURS);
        add(hour, 1, begins ? 1 : 0, file.bytes());
    }

    boolean isEmpty() {
        return toString().isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringJoiner(" ");
        for (int hour = 0; hour < HOURS; hour++) {
            if (files[hour] + downloads[hour] + bytes[hour] == 0) continue;
            text.add(hour + ":" + files[hour] + "/" + downloads[hour] + "/" + bytes[hour]);
        }
        return text.toString();
    }
}
