package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.partition.StoreKey.PagePlace;
import dev.footfall.aggregator.partition.WriteBehind.Entry;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.session.DayBook;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.VisitorDay;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The book of one event's day and visitor while it is decided. Visitors live in the window of their day's opening. */
final class HeapDay implements DayBook, HashPages {
    private final Entry<DailyRow> row;
    private final byte[] visitor;
    private final WriteBehind<VisitorDay> visitors;
    private final WriteBehind<HashPage> pages;
    private OptionalLong opened;
    private @Nullable Entry<VisitorDay> visited;

    HeapDay(Entry<DailyRow> row, byte[] visitor, WriteBehind<VisitorDay> visitors, WriteBehind<HashPage> pages) {
        this.row = row;
        this.visitor = visitor;
        this.visitors = visitors;
        this.pages = pages;
        this.opened = row.value().opened();
    }

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
        visited = visitors.entry(key(PagePlace.FIRST));
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

    private StoreKey key(PagePlace place) {
        long windowMillis =
                Math.floorDiv(opened.orElseThrow(), Sessionizer.MILLIS_PER_DAY) * Sessionizer.MILLIS_PER_DAY;
        return StoreKey.ofVisitor(row.key(), visitor, place, windowMillis);
    }
}
