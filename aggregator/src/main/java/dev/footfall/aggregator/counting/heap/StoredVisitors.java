package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.KeyProbe;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.UtcDay;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The visitors of days as a store has them: a tree of pages for each day ({@link HeapDays}). Safe for many threads. */
public record StoredVisitors(Projections projections) {
    private static final int CHILDREN = 1 << KeyProbe.BITS_PER_LEVEL;

    static long windowMillis(long openedMillis) {
        return Math.floorDiv(openedMillis, UtcDay.MILLIS) * UtcDay.MILLIS;
    }

    /** Returns the number of sessions. {@code openedMillis}: log time of the day's first counted event. */
    public long forEach(
            StoreKey row,
            long openedMillis,
            Function<StoreKey, Optional<byte[]>> pages,
            BiConsumer<byte[], DaySessions> sessions) {
        var format = new VisitorPageFormat(projections);
        return new Walk(format, row, windowMillis(openedMillis), pages, sessions, new KeyProbe()).visit(0, 0);
    }

    private record Walk(
            VisitorPageFormat format,
            StoreKey row,
            long windowMillis,
            Function<StoreKey, Optional<byte[]>> pages,
            BiConsumer<byte[], DaySessions> sessions,
            KeyProbe probe) {
        long visit(int level, int hash) {
            StoreKey key = probe.visitors(row, level, hash, windowMillis).toKey();
            VisitorPage page = pages.apply(key).map(format::decode).orElseGet(format::absent);
            long number = 0;
            for (int i = 0; i < page.size(); i++) {
                DaySessions ofVisitor = page.day(i).sessions();
                sessions.accept(page.visitor(i), ofVisitor);
                number += ofVisitor.size();
            }
            if (!page.isSplit()) return number;
            int shift = Integer.SIZE - KeyProbe.BITS_PER_LEVEL * (level + 1);
            for (int child = 0; child < CHILDREN; child++) number += visit(level + 1, hash | child << shift);
            return number;
        }
    }
}
