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

/** One repository's UTC day while an event of it is decided. Its visitors live in the window of its opening's day. */
final class HeapDay implements DayBook {
    private final Entry<DailyRow> row;
    private final WriteBehind<VisitorDay> visitors;
    private final WriteBehind<HashPage> pages;
    private OptionalLong opened;

    HeapDay(Entry<DailyRow> row, WriteBehind<VisitorDay> visitors, WriteBehind<HashPage> pages) {
        this.row = row;
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
    public VisitorDay visitor(byte[] visitor) {
        return visitors.entry(key(visitor, PagePlace.FIRST)).value();
    }

    @Override
    public void changed(byte[] visitor) {
        visitors.touch(visitors.entry(key(visitor, PagePlace.FIRST)));
    }

    @Override
    public HashPages pages(byte[] visitor) {
        return new HashPages() {
            @Override
            public HashPage page(int level, long prefix) {
                return pages.entry(key(visitor, new PagePlace(level, prefix))).value();
            }

            @Override
            public void changed(int level, long prefix) {
                pages.touch(pages.entry(key(visitor, new PagePlace(level, prefix))));
            }
        };
    }

    private StoreKey key(byte[] visitor, PagePlace place) {
        long windowMillis =
                Math.floorDiv(opened.orElseThrow(), Sessionizer.MILLIS_PER_DAY) * Sessionizer.MILLIS_PER_DAY;
        return StoreKey.ofVisitor(row.key(), visitor, place, windowMillis);
    }
}
