package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.util.List;

/**
 * Growth compares finished days alone: as many as the period has, up to its end or yesterday, with as many just before
 * them.
 *
 * @param downloads of each day up to the period's end, ascending
 * @param unfinished the number of its days that are not over: 1 if it ends today, else 0
 */
record ComparedDays(List<Long> downloads, int length, int unfinished) {
    static final String SERIES = "series";
    static final ComparedDays NONE = new ComparedDays(List.of(), 0, 0);
    static final Table<ComparedDays> TABLE = Table.<ComparedDays>of()
            .andOnRequest(
                    Column.count("previous_downloads", days -> days.sum(1, 0)),
                    Column.count("finished_downloads", days -> days.sum(0, days.unfinished)),
                    Column.count("previous_finished_downloads", days -> days.sum(1, days.unfinished)),
                    Column.counts(SERIES, days -> days.days(0, 0)));

    ComparedDays {
        downloads = List.copyOf(downloads);
    }

    /**
     * The lower bound of the 95 % interval of the downloads of the finished days divided by those of as many before them:
     * of a ratio of two Poisson means, each with half a download added. So 200 after 100 stand before 13 after 3.
     */
    double growth() {
        double now = sum(0, unfinished) + 0.5;
        double before = sum(1, unfinished) + 0.5;
        return now / before * Math.exp(-1.96 * Math.sqrt(1 / now + 1 / before));
    }

    private long sum(int periodsBack, int daysBack) {
        return days(periodsBack, daysBack).stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> days(int periodsBack, int daysBack) {
        int end = downloads.size() - daysBack - periodsBack * length;
        return downloads.subList(end - length, end);
    }
}
