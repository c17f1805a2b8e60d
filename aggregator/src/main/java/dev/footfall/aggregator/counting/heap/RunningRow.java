package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.rules.ExclusionReason;
import java.util.OptionalLong;

/** A {@link DailyRow} while it is counted: it changes in place, because every event changes one. Not thread-safe. */
public final class RunningRow {
    private final RunningExclusions excluded = new RunningExclusions();
    private long openedMillis;
    private long downloads;
    private long authenticated;
    private long files;
    private long bytes;
    private long git;
    private long lfs;
    private long merged;

    /** By the last event, which the next outcome may be about: it takes back the click that the event replaced. */
    private int risenBefore;

    private DailyCounts rolledUp;

    public RunningRow(DailyRow row) {
        excluded.addAll(row.excluded().byReason());
        openedMillis = row.openedMillis();
        merged = row.merged();
        rolledUp = row.counts();
        downloads = rolledUp.downloads();
        authenticated = rolledUp.authenticated();
        files = rolledUp.files();
        bytes = rolledUp.bytes();
        git = rolledUp.git();
        lfs = rolledUp.lfs();
    }

    /** Log time at which the day opened; empty while nothing was counted. */
    public OptionalLong opened() {
        return files == 0 ? OptionalLong.empty() : OptionalLong.of(openedMillis);
    }

    /** Adds a file or a double click, whose log time opens the day if it is the first. */
    public void add(Observation event, CountedOutcome outcome, long logTimeMillis) {
        if (files == 0) openedMillis = logTimeMillis;
        downloads += outcome.downloads();
        int risen = outcome.files() < 0 ? risenBefore + outcome.downloads() : outcome.downloads();
        if (risen < 0) merged -= risen;
        risenBefore = outcome.downloads();
        if (event.authenticated()) authenticated += outcome.downloads();
        files += outcome.files();
        if (outcome.files() < 1) exclude(ExclusionReason.DOUBLE_CLICK);
        bytes = DailyCounts.saturatedSum(bytes, outcome.bytes());
        if (outcome.gained().isPresent()) addWay(outcome.gained().via(), 1);
        if (outcome.lost().isPresent()) addWay(outcome.lost().via(), -1);
    }

    private void addWay(Via via, int downloadsBegun) {
        if (via == Via.GIT) git += downloadsBegun;
        if (via == Via.LFS) lfs += downloadsBegun;
    }

    public void exclude(ExclusionReason reason) {
        excluded.add(reason, 1);
    }

    public DailyCounts counts() {
        return new DailyCounts(downloads, authenticated, files, bytes, git, lfs);
    }

    public DailyCounts rollUp() {
        DailyCounts now = counts();
        DailyCounts delta = now.plus(rolledUp.negate());
        rolledUp = now;
        return delta;
    }

    public DailyRow toRow() {
        return new DailyRow(openedMillis, counts(), new ExcludedCounts(excluded.byReason()), merged);
    }
}
