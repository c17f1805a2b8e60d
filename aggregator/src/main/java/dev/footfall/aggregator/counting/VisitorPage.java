package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.counting.HeapDay.HeapVisit;
import dev.footfall.aggregator.counting.HeapDays.PageFormat;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.aggregator.session.Head.HeadName;
import dev.footfall.aggregator.session.SessionFiles;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some of the visitors to one repository on one UTC day; or, once it was full, the sign that they are one level further
 * down ({@link HeapDays}). Not thread-safe.
 */
final class VisitorPage {
    static final int DEEPEST = Integer.SIZE / KeyProbe.BITS_PER_LEVEL;

    private static final int SMALLEST = 2;

    private int[] hashes;
    private byte[][] visitors;
    private HeapVisit[] days;
    private int size;
    private boolean split;

    VisitorPage() {
        this(SMALLEST);
    }

    VisitorPage(int room) {
        hashes = new int[room];
        visitors = new byte[room][];
        days = new HeapVisit[room];
    }

    static VisitorPage ofSplit() {
        var page = new VisitorPage(0);
        page.split = true;
        return page;
    }

    /** The hash of a visitor, by which it has its place; stores depend on it. */
    static int hash(byte[] visitor) {
        return StoreKey.hash(visitor, 0, visitor.length);
    }

    boolean isSplit() {
        return split;
    }

    int size() {
        return size;
    }

    boolean hasClicks() {
        return size > 0 && days[0].hasClicks();
    }

    /** The visitor at this position, from 0; not to be changed. */
    byte[] visitor(int position) {
        return visitors[position];
    }

    int hash(int position) {
        return hashes[position];
    }

    HeapVisit day(int position) {
        return days[position];
    }

    @Nullable
    HeapVisit find(byte[] visitor, int hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && Arrays.equals(visitors[i], visitor)) return days[i];
        }
        return null;
    }

    void add(byte[] visitor, int hash, HeapVisit day) {
        if (size == hashes.length) resize(Math.max(SMALLEST, 2 * size));
        hashes[size] = hash;
        visitors[size] = visitor;
        days[size] = day;
        size++;
    }

    private void resize(int room) {
        hashes = Arrays.copyOf(hashes, room);
        visitors = Arrays.copyOf(visitors, room);
        days = Arrays.copyOf(days, room);
    }

    /** Gives its visitors away, as a page of their own, and is split from now on. */
    VisitorPage split() {
        var all = new VisitorPage(0);
        all.hashes = hashes;
        all.visitors = visitors;
        all.days = days;
        all.size = size;
        resize(0);
        size = 0;
        split = true;
        return all;
    }

    /** The number of visitors that makes a page full, by the size of the last flush ({@link HeapDays}). Not thread-safe. */
    static final class PageSize {
        static final int MOST = 64;

        /** The most visitors of a page where a flush writes little. */
        static final int FEW = 4;

        /** The records from one flush to the next from which it writes much. */
        private static final long MUCH_RECORDS = 5_000;

        private int visitors = MOST;

        void flushed(long records) {
            visitors = records < MUCH_RECORDS ? FEW : MOST;
        }

        boolean isFull(VisitorPage page) {
            return page.size() >= visitors;
        }
    }

    /**
     * Pages of visitors as bytes: 1 if it is split, 2 if it has clicks, how many there are, and of each the visitor, the
     * sessions, each as pause before it and length, and the first page of hashes; of a user the hours, and the
     * files of each session as a page of hashes, where those are counted; and clicks as sessions by file.
     */
    static final class VisitorPageFormat implements ValueFormat<VisitorPage> {
        private static final int VERSION = 2;
        private static final int SPLIT = 1;
        private static final int WITH_CLICKS = 2;
        private static final long OBJECT_BYTES = 80;

        /** A visitor's place in the page, its array, and the objects of its day. */
        private static final long VISITOR_BYTES = 176;

        private final Projections projections;
        private final boolean tellsHeads;
        private final boolean tellsNames;

        /** The format of a state, in which a session has its kind after its length if heads are told, then its name if names are. */
        VisitorPageFormat(Projections projections) {
            this.projections = projections;
            this.tellsHeads = projections.heads() != HeadKind.Told.NOTHING;
            this.tellsNames = !projections.headNames().equals(HeadName.UNTOLD);
        }

        @Override
        public VisitorPage absent() {
            return new VisitorPage();
        }

        @Override
        public byte[] encode(VisitorPage page) {
            var writer = new ValueWriter(VERSION);
            boolean hasClicks = page.hasClicks();
            writer.number(page.isSplit() ? SPLIT : hasClicks ? WITH_CLICKS : 0).number(page.size());
            for (int i = 0; i < page.size(); i++) {
                writer.bytes(page.visitor(i));
                write(page.day(i), writer);
                if (hasClicks) write(page.day(i).clicks(), writer);
            }
            return writer.toByteArray();
        }

        private void write(Clicks clicks, ValueWriter writer) {
            writer.number(clicks.byFile().size());
            clicks.byFile().forEach((file, ofFile) -> write(ofFile, writer.fixed(file)));
        }

        private void write(DaySessions sessions, ValueWriter writer) {
            writer.number(sessions.size());
            int end = 0;
            for (int i = 0; i < sessions.size(); i++) {
                writer.number(sessions.first(i) - end).number(sessions.last(i) - sessions.first(i));
                if (tellsHeads) writer.number(sessions.kind(i));
                if (tellsNames) writer.number(sessions.name(i));
                end = sessions.last(i);
            }
        }

        private void write(HeapVisit day, ValueWriter writer) {
            write(day.sessions(), writer);
            PageFormat.write(day.seen(), writer);
            day.hours().ifPresent(hours -> write(hours, writer));
            day.files().ifPresent(files -> files.bySession().forEach(session -> PageFormat.write(session, writer)));
        }

        private static void write(DaySection hours, ValueWriter writer) {
            var section = new ValueWriter();
            hours.write(section);
            writer.bytes(section.toByteArray());
        }

        @Override
        public VisitorPage decode(byte[] bytes) {
            var reader = new ValueReader(bytes, VERSION);
            long kind = reader.number();
            int size = reader.integer();
            if (kind == SPLIT) return VisitorPage.ofSplit();
            var page = new VisitorPage(size);
            for (int i = 0; i < size; i++) {
                byte[] visitor = reader.bytes();
                HeapVisit day = read(reader, visitor);
                page.add(visitor, VisitorPage.hash(visitor), day);
                if (kind != WITH_CLICKS) continue;
                for (int file = reader.integer(); file > 0; file--)
                    day.clicks().put(reader.fixed(), readSessions(reader));
            }
            return page;
        }

        private DaySessions readSessions(ValueReader reader) {
            int size = reader.integer();
            var sessions = new DaySessions(size);
            int end = 0;
            for (int i = 0; i < size; i++) {
                int first = end + reader.integer();
                end = first + reader.integer();
                sessions.append(first, end, tellsHeads ? reader.integer() : 0);
                if (tellsNames) sessions.name(i, reader.number());
            }
            return sessions;
        }

        private HeapVisit read(ValueReader reader, byte[] visitor) {
            DaySessions sessions = readSessions(reader);
            HashPage seen = PageFormat.read(reader);
            @Nullable DaySection hours = projections.countHoursOf(visitor) ? Users.read(reader.part()) : null;
            Optional<SessionFiles> files = projections.sessionFiles();
            files.ifPresent(all -> {
                for (int i = 0; i < sessions.size(); i++) all.append(PageFormat.read(reader));
            });
            return new HeapVisit(sessions, seen, hours, files.orElse(null));
        }

        @Override
        public long weigh(VisitorPage page) {
            long bytes = OBJECT_BYTES;
            for (int i = 0; i < page.size(); i++) bytes += weigh(page.visitor(i), page.day(i));
            return bytes;
        }

        static long weigh(byte[] visitor, HeapVisit day) {
            return VISITOR_BYTES
                    + visitor.length
                    + day.sessions().heapBytes()
                    + (long) Long.BYTES * day.seen().size()
                    + day.hours().map(DaySection::heapBytes).orElse(0L)
                    + day.files().map(SessionFiles::heapBytes).orElse(0L)
                    + (day.hasClicks() ? day.clicks().heapBytes() : 0);
        }
    }
}
