package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.VisitorDay;

/** Visitor-days as bytes: the sessions, each as pause before it and length, then the first page of hashes. */
final class VisitorFormat implements WriteBehind.Format<VisitorDay> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 128;

    @Override
    public VisitorDay absent() {
        return VisitorDay.unvisited();
    }

    @Override
    public byte[] encode(VisitorDay day) {
        var writer = new Bytes.Writer(VERSION);
        DaySessions sessions = day.sessions();
        writer.number(sessions.size());
        int end = 0;
        for (int i = 0; i < sessions.size(); i++) {
            writer.number(sessions.first(i) - end).number(sessions.last(i) - sessions.first(i));
            end = sessions.last(i);
        }
        PageFormat.write(day.seen(), writer);
        return writer.toByteArray();
    }

    @Override
    public VisitorDay decode(byte[] bytes) {
        var reader = new Bytes.Reader(bytes, VERSION);
        int[] bounds = new int[2 * reader.integer()];
        int end = 0;
        for (int i = 0; i < bounds.length; i++) {
            end += reader.integer();
            bounds[i] = end;
        }
        return new VisitorDay(new DaySessions(bounds), PageFormat.read(reader));
    }

    @Override
    public long weigh(VisitorDay day) {
        return OBJECT_BYTES
                + 2L * Integer.BYTES * day.sessions().size()
                + (long) Long.BYTES * day.seen().size();
    }
}
