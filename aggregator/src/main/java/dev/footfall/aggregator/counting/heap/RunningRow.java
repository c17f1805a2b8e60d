package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.SessionChange;
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

    /** Adds a file, whose log time opens the day if it is the first. */
    public void add(Observation event, CountedOutcome outcome, long logTimeMillis) {
        if (files == 0) openedMillis = logTimeMillis;
        if (outcome.downloads() < 0) merged -= outcome.downloads();
        files++;
        bytes = DailyCounts.saturatedSum(bytes, event.request().bytes());
        follow(outcome.change(), event.authenticated());
    }

    public void add(Observation event, DoubleClick click) {
        merged += click.fallen();
        files += click.files();
        excluded.add(ExclusionReason.DOUBLE_CLICK, -click.files());
        bytes = DailyCounts.saturatedSum(bytes, click.bytes());
        follow(click.change(), event.authenticated());
    }

    private void follow(SessionChange change, boolean isAuthenticated) {
        downloads += change.downloads();
        if (isAuthenticated) authenticated += change.downloads();
        if (change.gained().isPresent()) addWay(change.gained().via(), 1);
        if (change.lost().isPresent()) addWay(change.lost().via(), -1);
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
