package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.partition.WriteBehind.Entry;
import dev.footfall.aggregator.session.DayBook;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.VisitorDay;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The book of one event's day and visitor while it is decided. Visitors live in the window of their day's opening. */
final class HeapDay implements DayBook, HashPages {
    private final Entry<HeapRow> row;
    private final byte[] visitor;
    private final Visitors visitors;
    private OptionalLong opened;
    private @Nullable Entry<VisitorPage> page;

    HeapDay(Entry<HeapRow> row, byte[] visitor, Visitors visitors) {
        this.row = row;
        this.visitor = visitor;
        this.visitors = visitors;
        this.opened = row.value().counts().opened();
    }

    /**
     * The visitors of a partition.
     *
     * @param pages of each day, in a tree of pages
     * @param hashes the further pages of hashes of those with many files
     * @param size how many visitors make a page full
     * @param probe to look them up
     */
    record Visitors(WriteBehind<VisitorPage> pages, WriteBehind<HashPage> hashes, PageSize size, KeyProbe probe) {}

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
        int hash = VisitorPage.hash(visitor);
        int level = 0;
        Entry<VisitorPage> leaf = first();
        while (leaf.value().isSplit()) leaf = visitors(++level, hash, !row.isComplete());
        page = leaf;
        VisitorDay known = leaf.value().find(visitor, hash);
        return known == null ? newcomer(hash, leaf, level) : known;
    }

    private Entry<VisitorPage> first() {
        Entry<VisitorPage> first = row.value().visitors();
        if (first == null) {
            first = visitors(0, 0, !row.isComplete());
            row.value().visitors(first);
        }
        first.use();
        return first;
    }

    private VisitorDay newcomer(int hash, Entry<VisitorPage> leaf, int leafLevel) {
        Entry<VisitorPage> roomy = leaf;
        for (int level = leafLevel; visitors.size().isFull(roomy.value()) && level < VisitorPage.DEEPEST; level++) {
            split(roomy, level);
            roomy = visitors(level + 1, hash, false);
        }
        page = roomy;
        VisitorDay day = VisitorDay.unvisited();
        roomy.value().add(visitor, hash, day);
        visitors.pages().grow(roomy, VisitorPageFormat.weigh(visitor, day));
        return day;
    }

    /** Moves the visitors of a full page one level further down, where there is nothing yet. */
    private void split(Entry<VisitorPage> full, int level) {
        VisitorPage all = full.value().split();
        visitors.pages().touch(full);
        for (int i = 0; i < all.size(); i++) {
            int moved = all.hash(i);
            Entry<VisitorPage> below = visitors(level + 1, moved, false);
            below.value().add(all.visitor(i), moved, all.day(i));
            visitors.pages().touch(below);
        }
    }

    private Entry<VisitorPage> visitors(int level, int visitorHash, boolean mayBeStored) {
        return visitors.pages().entry(visitors.probe().visitors(row, level, visitorHash, windowMillis()), mayBeStored);
    }

    @Override
    public void changed() {
        if (page != null) visitors.pages().touch(page);
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
        visitors.hashes().touch(hashes(level, prefix));
    }

    private Entry<HashPage> hashes(int level, long prefix) {
        return visitors.hashes().entry(visitors.probe().hashes(row, level, prefix, visitor, windowMillis()));
    }

    private long windowMillis() {
        return Math.floorDiv(opened.orElseThrow(), Sessionizer.MILLIS_PER_DAY) * Sessionizer.MILLIS_PER_DAY;
    }
}
