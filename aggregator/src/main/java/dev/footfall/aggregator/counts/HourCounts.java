package dev.footfall.aggregator.counts;

/** {@code bytes}: body bytes sent by counted events; at most {@link Long#MAX_VALUE}. */
public record HourCounts(long downloads, long files, long bytes) {
    public static final HourCounts ZERO = new HourCounts(0, 0, 0);

    /** True if something was sent: an hour that has only the first click of a double click has bytes, and no file. */
    public boolean hasRequests() {
        return files > 0 || bytes > 0;
    }

    public HourCounts plus(HourCounts more) {
        return new HourCounts(
                downloads + more.downloads, files + more.files, DailyCounts.saturatedSum(bytes, more.bytes));
    }
}
