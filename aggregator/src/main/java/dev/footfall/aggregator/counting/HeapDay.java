package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.counting.WriteBehind.Entry;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPage.HashPages;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.SessionFiles;
import dev.footfall.aggregator.session.Sessionizer.DayState;
import dev.footfall.aggregator.session.Sessionizer.VisitorDay;
import dev.footfall.events.Observation;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The state of one event's day and visitor while it is decided. Visitors live in the window of their day's opening. */
final class HeapDay implements DayState, HashPages {
    private final HeapDays days;
    private final Entry<HeapRow> row;
    private final byte[] visitor;
    private OptionalLong opened;
    private @Nullable Entry<VisitorPage> page;
    private @Nullable HeapVisit visit;

    HeapDay(HeapDays days, Entry<HeapRow> row, byte[] visitor) {
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
    public VisitorDay visitor() {
        int hash = VisitorPage.hash(visitor);
        int level = 0;
        Entry<VisitorPage> leaf = days.firstPage(row, windowMillis());
        while (leaf.value().isSplit()) leaf = days.page(row, ++level, hash, windowMillis());
        page = leaf;
        HeapVisit known = leaf.value().find(visitor, hash);
        HeapVisit found = known == null ? newcomer(hash, leaf, level) : known;
        visit = found;
        return found;
    }

    private HeapVisit newcomer(int hash, Entry<VisitorPage> leaf, int leafLevel) {
        Entry<VisitorPage> roomy = leaf;
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

    private void split(Entry<VisitorPage> full, int level) {
        VisitorPage all = full.value().split();
        days.pageChanged(full);
        for (int i = 0; i < all.size(); i++) {
            int moved = all.hash(i);
            Entry<VisitorPage> below = days.newPage(row, level + 1, moved, windowMillis());
            below.value().add(all.visitor(i), moved, all.day(i));
            days.pageChanged(below);
        }
    }

    public void add(Observation event, Outcome.Counted outcome) {
        if (visit != null) visit.add(event, outcome);
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

    private Entry<HashPage> hashes(int level, long prefix) {
        return days.hashes(row, level, prefix, visitor, windowMillis());
    }

    private long windowMillis() {
        return StoredVisitors.windowMillis(opened.orElseThrow());
    }

    /** A visitor-day on the heap, with its hours ({@link Users}) and its {@link Files} where they are counted. Not thread-safe. */
    static final class HeapVisit implements VisitorDay {
        private final DaySessions sessions;
        private final HashPage seen;
        private final @Nullable DaySection hours;
        private final @Nullable SessionFiles files;
        private @Nullable Clicks clicks;
        private boolean hasNews;

        HeapVisit(DaySessions sessions, HashPage seen, @Nullable DaySection hours, @Nullable SessionFiles files) {
            this.sessions = sessions;
            this.seen = seen;
            this.hours = hours;
            this.files = files;
        }

        @Override
        public DaySessions sessions() {
            return sessions;
        }

        @Override
        public HashPage seen() {
            return seen;
        }

        @Override
        public Clicks clicks() {
            if (clicks == null) clicks = new Clicks();
            return clicks;
        }

        boolean hasClicks() {
            return clicks != null;
        }

        void add(Observation event, Outcome.Counted outcome) {
            if (files != null) files.add(event, outcome);
            if (hours == null) return;
            hours.add(event, outcome);
            hasNews = true;
        }

        Optional<SessionFiles> files() {
            return Optional.ofNullable(files);
        }

        Optional<DaySection> hours() {
            return Optional.ofNullable(hours);
        }

        /** The hours, if they have changed since the last call. */
        Optional<DaySection> takeNews() {
            boolean isNew = hasNews;
            hasNews = false;
            return isNew ? hours() : Optional.empty();
        }
    }
}
