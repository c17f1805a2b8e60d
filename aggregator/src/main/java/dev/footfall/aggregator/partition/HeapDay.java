package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.partition.KeyProbe.PagePlace;
import dev.footfall.aggregator.partition.WriteBehind.Entry;
import dev.footfall.aggregator.rollup.RunningRow;
import dev.footfall.aggregator.session.DayBook;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.VisitorDay;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The book of one event's day and visitor while it is decided. Visitors live in the window of their day's opening. */
final class HeapDay implements DayBook, HashPages {
    private final Entry<RunningRow> row;
    private final byte[] visitor;
    private final WriteBehind<VisitorDay> visitors;
    private final WriteBehind<HashPage> pages;
    private final KeyProbe probe;
    private OptionalLong opened;
    private @Nullable Entry<VisitorDay> visited;

    HeapDay(Entry<RunningRow> row, byte[] visitor, Visitors on) {
        this.row = row;
        this.visitor = visitor;
        this.visitors = on.days();
        this.pages = on.pages();
        this.probe = on.probe();
        this.opened = row.value().opened();
    }

    /**
     * The visitors of a partition.
     *
     * @param days what is known of each and a day
     * @param pages the further pages of those with many files
     * @param probe to look them up
     */
    record Visitors(WriteBehind<VisitorDay> days, WriteBehind<HashPage> pages, KeyProbe probe) {}

    @Override
    public OptionalLong openedMillis() {
        return opened;
    }

    @Override
    public void open(long logTimeMillis) {
        opened = OptionalLong.of(logTimeMillis);
    }

    @Override
    public VisitorDay visitor() {
        visited = visitors.entry(key(PagePlace.FIRST), !row.isComplete());
        return visited.value();
    }

    @Override
    public void changed() {
        if (visited != null) visitors.touch(visited);
    }

    @Override
    public HashPages pages() {
        return this;
    }

    @Override
    public HashPage page(int level, long prefix) {
        return pages.entry(key(new PagePlace(level, prefix))).value();
    }

    @Override
    public void changed(int level, long prefix) {
        pages.touch(pages.entry(key(new PagePlace(level, prefix))));
    }

    private KeyProbe key(PagePlace place) {
        long windowMillis =
                Math.floorDiv(opened.orElseThrow(), Sessionizer.MILLIS_PER_DAY) * Sessionizer.MILLIS_PER_DAY;
        return probe.visitor(row, visitor, place, windowMillis);
    }
}
