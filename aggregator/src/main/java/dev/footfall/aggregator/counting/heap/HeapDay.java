package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.store.WriteBehind.HeapEntry;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DayState;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.VisitorDayState;
import dev.footfall.events.Observation;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The state of one event's day and visitor while it is decided. Visitors live in the window of their day's opening. */
public final class HeapDay implements DayState, HashPages {
    private final HeapDays days;
    private final HeapEntry<HeapRow> row;
    private final byte[] visitor;
    private OptionalLong opened;
    private @Nullable HeapEntry<VisitorPage> page;
    private @Nullable HeapVisit visit;

    public HeapDay(HeapDays days, HeapEntry<HeapRow> row, byte[] visitor) {
        this.days = days;
        this.row = row;
        this.visitor = visitor;
        this.opened = row.value().counts().opened();
    }

    @Override
    public OptionalLong openedMillis() {
        return opened;
    }

    @Override
    public boolean isSealed() {
        return row.value().isSealed();
    }

    @Override
    public void open(long logTimeMillis) {
        opened = OptionalLong.of(logTimeMillis);
    }

    @Override
    public VisitorDayState visitor() {
        int hash = VisitorPage.hash(visitor);
        int level = 0;
        HeapEntry<VisitorPage> leaf = days.firstPage(row, windowMillis());
        while (leaf.value().isSplit()) leaf = days.page(row, ++level, hash, windowMillis());
        page = leaf;
        HeapVisit known = leaf.value().find(visitor, hash);
        HeapVisit found = known == null ? newcomer(hash, leaf, level) : known;
        visit = found;
        return found;
    }

    private HeapVisit newcomer(int hash, HeapEntry<VisitorPage> leaf, int leafLevel) {
        HeapEntry<VisitorPage> roomy = leaf;
        for (int level = leafLevel; days.isFull(roomy) && level < VisitorPage.DEEPEST; level++) {
            split(roomy, level);
            roomy = days.newPage(row, level + 1, hash, windowMillis());
        }
        page = roomy;
        HeapVisit day = days.unvisited(visitor);
        roomy.value().add(visitor, hash, day);
        days.pageGrew(roomy, VisitorPageFormat.weigh(visitor, day));
        return day;
    }

    private void split(HeapEntry<VisitorPage> full, int level) {
        VisitorPage all = full.value().split();
        days.pageChanged(full);
        for (int i = 0; i < all.size(); i++) {
            int moved = all.hash(i);
            HeapEntry<VisitorPage> below = days.newPage(row, level + 1, moved, windowMillis());
            below.value().add(all.visitor(i), moved, all.day(i));
            days.pageChanged(below);
        }
    }

    public void add(Observation event, CountedOutcome outcome) {
        if (visit != null) visit.add(event, outcome);
    }

    public void add(Observation event, DoubleClick click) {
        if (visit != null) visit.add(event, click);
    }

    @Override
    public void changed() {
        if (page != null) days.pageChanged(page);
    }

    @Override
    public HashPages pages() {
        return this;
    }

    @Override
    public HashPage page(int level, long prefix) {
        return hashes(level, prefix).value();
    }

    @Override
    public void changed(int level, long prefix) {
        days.hashesChanged(hashes(level, prefix));
    }

    private HeapEntry<HashPage> hashes(int level, long prefix) {
        return days.hashes(row, level, prefix, visitor, windowMillis());
    }

    private long windowMillis() {
        return StoredVisitors.windowMillis(opened.orElseThrow());
    }
}
