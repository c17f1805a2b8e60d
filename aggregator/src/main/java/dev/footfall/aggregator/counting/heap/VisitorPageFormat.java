package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.DaySection;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.ValueFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.aggregator.session.HeadName;
import dev.footfall.aggregator.session.SessionFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages of visitors as bytes: 1 if it is split, 2 if it has clicks, how many there are, and of each the visitor, the
 * sessions, each as pause before it and length, and the first page of hashes; of a user the hours, and the
 * files of each session as a page of hashes, where those are counted; and clicks as sessions by file.
 */
final class VisitorPageFormat implements ValueFormat<VisitorPage> {
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
        this.tellsHeads = projections.heads() != HeadDetail.NOTHING;
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
        HashPageFormat.write(day.seen(), writer);
        day.hours().ifPresent(hours -> write(hours, writer));
        day.files().ifPresent(files -> files.bySession().forEach(session -> HashPageFormat.write(session, writer)));
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
            for (int file = reader.integer(); file > 0; file--) day.clicks().put(reader.fixed(), readSessions(reader));
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
        HashPage seen = HashPageFormat.read(reader);
        @Nullable DaySection hours = projections.countHoursOf(visitor) ? Users.read(reader.part()) : null;
        Optional<SessionFiles> files = projections.sessionFiles();
        files.ifPresent(all -> {
            for (int i = 0; i < sessions.size(); i++) all.append(HashPageFormat.read(reader));
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
