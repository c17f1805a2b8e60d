package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HeadKind;

/**
 * Pages of visitors as bytes: whether it is split, how many there are, and of each the visitor, the sessions, each as
 * pause before it and length, and the first page of hashes; of a user the hours, where those are counted.
 */
final class VisitorPageFormat implements ValueFormat<VisitorPage> {
    private static final int VERSION = 2;
    private static final long OBJECT_BYTES = 80;

    /** A visitor's place in the page, its array, and the objects of its day. */
    private static final long VISITOR_BYTES = 176;

    private final Projections projections;
    private final boolean tellsHeads;

    /** The format of a state, in which a session has its kind after its length if heads are told. */
    VisitorPageFormat(Projections projections) {
        this.projections = projections;
        this.tellsHeads = projections.heads() != HeadKind.Told.NOTHING;
    }

    @Override
    public VisitorPage absent() {
        return new VisitorPage();
    }

    @Override
    public byte[] encode(VisitorPage page) {
        var writer = new ValueWriter(VERSION);
        writer.number(page.isSplit() ? 1 : 0).number(page.size());
        for (int i = 0; i < page.size(); i++) {
            writer.bytes(page.visitor(i));
            write(page.day(i), writer);
        }
        return writer.toByteArray();
    }

    private void write(HeapVisit day, ValueWriter writer) {
        DaySessions sessions = day.sessions();
        writer.number(sessions.size());
        int end = 0;
        for (int i = 0; i < sessions.size(); i++) {
            writer.number(sessions.first(i) - end).number(sessions.last(i) - sessions.first(i));
            if (tellsHeads) writer.number(sessions.kind(i));
            end = sessions.last(i);
        }
        PageFormat.write(day.seen(), writer);
        day.hours().ifPresent(hours -> write(hours, writer));
    }

    private static void write(DaySection hours, ValueWriter writer) {
        var section = new ValueWriter();
        hours.write(section);
        writer.bytes(section.toByteArray());
    }

    @Override
    public VisitorPage decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        boolean split = reader.number() == 1;
        int size = reader.integer();
        if (split) return VisitorPage.ofSplit();
        var page = new VisitorPage(size);
        for (int i = 0; i < size; i++) {
            byte[] visitor = reader.bytes();
            page.add(visitor, VisitorPage.hash(visitor), read(reader, visitor));
        }
        return page;
    }

    private HeapVisit read(ValueReader reader, byte[] visitor) {
        int size = reader.integer();
        var sessions = new DaySessions(size);
        int end = 0;
        for (int i = 0; i < size; i++) {
            int first = end + reader.integer();
            end = first + reader.integer();
            sessions.append(first, end, tellsHeads ? reader.integer() : 0);
        }
        HashPage seen = PageFormat.read(reader);
        return new HeapVisit(sessions, seen, projections.countHoursOf(visitor) ? Users.read(reader.part()) : null);
    }

    @Override
    public long weigh(VisitorPage page) {
        long bytes = OBJECT_BYTES;
        for (int i = 0; i < page.size(); i++) bytes += weigh(page.visitor(i), page.day(i));
        return bytes;
    }

    /** About how many bytes one visitor takes on the heap. */
    static long weigh(byte[] visitor, HeapVisit day) {
        return VISITOR_BYTES
                + visitor.length
                + 2L * Integer.BYTES * day.sessions().size()
                + (long) Long.BYTES * day.seen().size()
                + day.hours().map(DaySection::heapBytes).orElse(0L);
    }
}
